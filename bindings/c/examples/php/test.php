<?php
// The shared vectors, and bad input: php test.php tests/data/verdicts.jsonl

declare(strict_types=1);

require __DIR__ . '/NotifyUrl.php';

use LiveRecordNotify\{DomainName, Library, NotifyUrl, OnDemandUrl, Policy, Refused};

Library::$header = __DIR__ . '/../../include/live_record_notify.h';
set_error_handler(function (int $number, string $message): never {
    throw new ErrorException($message, $number);
});

function text(object $row): string
{
    if ($row->parameter === 'DomainName') {
        return DomainName::parse($row->input);
    }
    $class = ['NotifyUrl' => NotifyUrl::class, 'OnDemandUrl' => OnDemandUrl::class][$row->parameter];
    $policy = $row->policy === null
        ? Policy::publicInternet()
        : new Policy(json_encode($row->policy, JSON_THROW_ON_ERROR));
    if ($row->base !== null) {
        return (string) $class::parse($row->base, $policy)->redirect($row->input, $policy);
    }
    $url = $class::parse($row->input, $policy);
    if ($row->addresses !== null) {
        $destination = $url->destination($row->addresses, $policy);
        $unasked = array_diff(array_map('inet_pton', $destination), array_map('inet_pton', $row->addresses));
        if ($destination === [] || $unasked !== []) {
            throw new LogicException('a destination that nobody answered');
        }
    }
    return (string) $url;
}

function answer(object $row): array
{
    try {
        return ['Accepted', null, null, null, text($row)];
    } catch (Refused $refused) {
        if (strlen($row->input) > 20 && str_contains((string) $refused->getMessage(), $row->input)) {
            throw new LogicException('the exception repeats the URL');
        }
        return [$refused->verdict, $refused->errorCode, $refused->reason, $refused->span, null];
    }
}

[$passed, $failed] = [0, 0];

$lines = new SplFileObject($argv[1]);
$head = json_decode($lines->fgets(), flags: JSON_THROW_ON_ERROR);
$rows = 0;
while (!$lines->eof() && ($line = $lines->fgets()) !== '') {
    $row = json_decode($line, flags: JSON_THROW_ON_ERROR);
    $rows++;
    $found = answer($row);
    if ($found === [$row->verdict, $row->code, $row->reason, $row->span, $row->text]) {
        $passed++;
    } else {
        $failed++;
        fwrite(STDERR, 'row:    ' . $line . 'answer: ' . json_encode($found) . "\n");
    }
}
if ($head->format !== 1 || $rows !== $head->rows) {
    throw new LogicException('the file has another format or number of rows than it says');
}
echo "vectors: $rows rows\n";

function check(string $what, bool $holds): void
{
    global $passed, $failed;
    $holds ? $passed++ : $failed++;
    if (!$holds) {
        fwrite(STDERR, "failed: $what\n");
    }
}

/** The class of what is thrown. */
function thrown(Closure $work): ?string
{
    try {
        $work();
        return null;
    } catch (Throwable $error) {
        return $error::class;
    }
}

$public = Policy::publicInternet();
foreach ([
    ['', 'empty', [0, 0]],
    ["http://example.com/\0", 'character', [19, 20]],
    ["http://example.com/é\xff", 'not-utf-8', [21, 22]],
    ["http://example.com/\xed\xa0\x80", 'not-utf-8', [19, 20]],
    ["http://127.0.0.1\xff/", 'loopback', [7, 16]],
    ['http://' . str_repeat('a', 100_000_000), 'too-long', [0, 100_000_007]],
] as [$text, $reason, $span]) {
    try {
        NotifyUrl::parse($text, $public);
        check("$reason is refused", false);
    } catch (Refused $refused) {
        check($reason, $refused->reason === $reason && $refused->span === $span);
    }
}
foreach (['', '[]', "\0", "\xff", '{"deny_host": ["*.example.com"]}'] as $json) {
    check("no policy: $json", thrown(fn () => new Policy($json)) === InvalidArgumentException::class);
}
check('null is no text', thrown(fn () => NotifyUrl::parse(null, $public)) === TypeError::class);
check('an array is no text', thrown(fn () => NotifyUrl::parse([], $public)) === TypeError::class);
$url = NotifyUrl::parse('https://[2606:4700::1111]:8443', $public);
check('parts', [$url->scheme(), $url->host(), $url->port()] === ['https', '[2606:4700::1111]', 8443]);
check('an IPv6 literal', $url->destination([$url->hostToResolve()], $public) === ['2606:4700::1111']);
check('no address', thrown(fn () => $url->destination(['x'], $public)) === InvalidArgumentException::class);
check('no clone', thrown(fn () => clone $url) === Error::class);
check('no serialization', thrown(fn () => serialize($url)) === LogicException::class);
foreach (['parse' => ['https://example.com/'], 'redirect' => ['/'], 'destination' => [['1.1.1.1']]] as $ask => $about) {
    // A variable that was never set, because the policy could not be read, is null.
    check("null is no policy: $ask", thrown(fn () => $url->$ask(...$about, policy: null)) === TypeError::class);
    check("a policy is asked for: $ask", thrown(fn () => $url->$ask(...$about)) === ArgumentCountError::class);
}
$policy = Policy::of(['allow_network' => ['10.1.0.0/16']]);
check('no clone of a policy', thrown(fn () => clone $policy) === Error::class);
check('a policy', (string) NotifyUrl::parse('http://10.1.0.1', $policy) === 'http://10.1.0.1/');
$policy->__destruct();
check('a policy that was destroyed is none', thrown(fn () => NotifyUrl::parse('http://10.1.0.1', $policy)) ===
    InvalidArgumentException::class);
$url->__destruct();
check('a URL that was destroyed is none', [(string) $url, $url->port()] === ['', 0]);
$pages = fn (): int => (int) explode(' ', file_get_contents('/proc/self/statm'))[1];
$before = $pages();
for ($i = 0; $i < 20_000; $i++) {
    thrown(fn () => NotifyUrl::parse('http://10.1.0.1/', $public));
    (string) NotifyUrl::parse('http://example.com/', $public)->redirect('/a', $public);
}
check('memory is given back', $pages() - $before < 500);

echo "php: $passed passed, $failed failed\n";
exit($failed === 0 && $passed > 0 ? 0 : 1);
