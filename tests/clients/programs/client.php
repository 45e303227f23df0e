<?php
// HTTP clients of PHP: the argument says which. Speaks as harness/client.py says.

const LIMIT = 3;

function by_curl(string $text): void
{
    $curl = curl_init();
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => LIMIT, CURLOPT_NOPROXY => "*"]);
    // Not part of the options above: an option that is refused stops those after it.
    if (!curl_setopt($curl, CURLOPT_URL, $text)) {
        throw new RuntimeException("the URL is refused");
    }
    if (curl_exec($curl) === false) {
        throw new RuntimeException(curl_error($curl));
    }
}

function by_streams(string $text): void
{
    $context = stream_context_create(["http" => ["timeout" => LIMIT, "follow_location" => 0]]);
    if (file_get_contents($text, false, $context) === false) {
        throw new RuntimeException("no answer");
    }
}

// A warning is the only place where streams say why.
set_error_handler(fn ($level, $message) => throw new RuntimeException($message));

[$version, $get] = match ($argv[1]) {
    "curl" => [PHP_VERSION . " (libcurl " . curl_version()["version"] . ")", by_curl(...)],
    "streams" => [PHP_VERSION, by_streams(...)],
};
echo "$version\n";
while (($line = fgets(STDIN)) !== false) {
    try {
        $get(base64_decode($line));
        echo "ok\n";
    } catch (Throwable $error) {
        echo "error ", substr(json_encode($error->getMessage(), JSON_INVALID_UTF8_SUBSTITUTE), 0, 200), "\n";
    }
}
