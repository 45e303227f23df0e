<?php
// What a call costs in PHP, beside parse_url. Prints a line each: what, nanoseconds.

declare(strict_types=1);

require __DIR__ . '/../examples/php/NotifyUrl.php';

use LiveRecordNotify\{Library, NotifyUrl, Policy, Refused};

Library::$header = __DIR__ . '/../include/live_record_notify.h';

const SAMPLE = 'https://hooks.example.com/v1/callback?tenant=7';
const REFUSED = 'http://169.254.169.254/latest/meta-data/';

/** The best of many short runs: what else the machine does only makes a run longer. */
function measure(string $what, Closure $call): void
{
    $best = INF;
    for ($run = 0; $run < 500; $run++) {
        $start = hrtime(true);
        for ($i = 0; $i < 200; $i++) {
            $call();
        }
        $best = min($best, (hrtime(true) - $start) / 200);
    }
    printf("%-44s %8.0f ns\n", "PHP: $what", $best);
}

$policy = Policy::publicInternet();
measure('accepted, with its text', fn () => (string) NotifyUrl::parse(SAMPLE, $policy));
measure('refused, with its exception', function () use ($policy) {
    try {
        NotifyUrl::parse(REFUSED, $policy);
        exit(1);
    } catch (Refused) {
    }
});
measure('parse_url', fn () => parse_url(SAMPLE));
