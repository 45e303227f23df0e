<?php
// Says whether a callback URL that a stranger typed may be called from inside a trusted network (SSRF).
// The rules are those of the C library live-record-notify, called through PHP's extension FFI.

declare(strict_types=1);

namespace LiveRecordNotify;

use FFI;
use FFI\CData;

/** A text that is refused, or addresses that may not be dialled. */
final class Refused extends \Exception
{
    public function __construct(
        /** "Malformed", "Unsafe" or "Operational". */
        public readonly string $verdict,
        /** The code and its message are all that a client should see. */
        public readonly string $errorCode,
        public readonly string $errorMessage,
        /** "NotifyUrl", "OnDemandUrl" or "DomainName". */
        public readonly string $parameter,
        /** The stable identifier: "cloud-metadata". */
        public readonly string $reason,
        /** For the operator's log: it may name an internal address. */
        public readonly string $text,
        /** What to write instead. */
        public readonly string $help,
        /** Who says so, and where. */
        public readonly string $basis,
        public readonly string $source,
        /** @var ?array{int, int} where in the text, in bytes: the first, and one more than the last */
        public readonly ?array $span,
    ) {
        parent::__construct("$errorCode: $text");
    }
}

/**
 * What a caller allows or refuses beyond the default, the public internet. Null is not a policy: one that
 * could not be read opens nothing.
 */
final class Policy
{
    private static ?self $publicInternet = null;

    /** @internal */
    public readonly CData $handle;

    /** @throws \InvalidArgumentException if the JSON is no policy; the message says what to write */
    public function __construct(string $json)
    {
        $this->handle = Library::call('lrn_policy', fn ($lrn, ...$out) =>
            $lrn->lrn_policy_from_json($json, strlen($json), ...$out));
    }

    /** The default, the public internet: JSON without keys changes nothing of it. */
    public static function publicInternet(): self
    {
        return self::$publicInternet ??= new self('{}');
    }

    /** The same from an array: Policy::of(['allow_network' => ['10.1.0.0/16']]). */
    public static function of(array $keys): self
    {
        return new self(json_encode((object) $keys, JSON_THROW_ON_ERROR));
    }

    public function __destruct()
    {
        if (isset($this->handle)) {
            Library::lrn()->lrn_policy_free($this->handle);
            // A destructor can be called by hand, and what it leaves must be refused.
            FFI::addr($this->handle)[0] = null;
        }
    }

    private function __clone()
    {
    }
}

/** A callback URL that was accepted: a NotifyUrl or an OnDemandUrl. */
abstract class CallbackUrl implements \Stringable
{
    final private function __construct(private readonly CData $handle)
    {
    }

    /** @throws Refused */
    public static function parse(#[\SensitiveParameter] string $text, Policy $policy): static
    {
        return new static(Library::call('lrn_url', fn ($lrn, ...$out) =>
            $lrn->{static::PARSE}($text, strlen($text), $policy->handle, ...$out)));
    }

    /** The canonical text: store and send this, not the text that was typed. */
    public function __toString(): string
    {
        return Library::lrn()->lrn_url_text($this->handle);
    }

    public function scheme(): string
    {
        return Library::lrn()->lrn_url_scheme($this->handle);
    }

    /** A name of A-labels in lower case, or an address, IPv6 in square brackets. */
    public function host(): string
    {
        return Library::lrn()->lrn_url_host($this->handle);
    }

    /** The host without brackets: a name for gethostbynamel, or an address for inet_pton. */
    public function hostToResolve(): string
    {
        return Library::lrn()->lrn_url_host_to_resolve($this->handle);
    }

    public function port(): int
    {
        return Library::lrn()->lrn_url_port($this->handle);
    }

    /**
     * Judges what the resolver answered for the host, and gives the addresses that may be dialled. With
     * curl: [CURLOPT_RESOLVE => ["$host:$port:" . implode(',', $destination)]].
     *
     * @param list<string> $addresses
     * @return list<string>
     * @throws Refused
     */
    public function destination(array $addresses, Policy $policy): array
    {
        $lrn = Library::lrn();
        $list = $lrn->new('lrn_address[' . (count($addresses) + 1) . ']');
        foreach (array_values($addresses) as $i => $text) {
            if (!$lrn->lrn_address_parse($text, strlen($text), FFI::addr($list[$i]))) {
                throw new \InvalidArgumentException('not an IP address');
            }
        }
        $destination = Library::call('lrn_destination', fn ($lrn, ...$out) =>
            $lrn->lrn_url_destination($this->handle, $list, count($addresses), $policy->handle, ...$out));
        $count = $lrn->new('size_t');
        $sockets = $lrn->lrn_destination_addresses($destination, FFI::addr($count));
        $dialled = [];
        for ($i = 0; $i < $count->cdata; $i++) {
            $address = $sockets[$i]->address;
            $dialled[] = inet_ntop(FFI::string($address->bytes, $address->family === 4 ? 4 : 16));
        }
        $lrn->lrn_destination_free($destination);
        return $dialled;
    }

    /**
     * Where a response with this header Location leads, as a URL of its own.
     *
     * @throws Refused
     */
    public function redirect(#[\SensitiveParameter] string $location, Policy $policy): static
    {
        return new static(Library::call('lrn_url', fn ($lrn, ...$out) =>
            $lrn->lrn_url_redirect($this->handle, $location, strlen($location), $policy->handle, ...$out)));
    }

    public function __destruct()
    {
        Library::lrn()->lrn_url_free($this->handle);
        FFI::addr($this->handle)[0] = null;
    }

    private function __clone()
    {
    }

    /** @internal A stored URL is its text, which is read again. */
    public function __serialize(): array
    {
        throw new \LogicException('store (string) $url, and parse it');
    }
}

/** Where Live POSTs the events of a recording, or any other URL that is to be called. */
final class NotifyUrl extends CallbackUrl
{
    protected const PARSE = 'lrn_notify_url_parse';
}

/** Where Live asks whether a stream is to be recorded. */
final class OnDemandUrl extends CallbackUrl
{
    protected const PARSE = 'lrn_on_demand_url_parse';
}

/** The domain whose recordings are notified. */
final class DomainName
{
    /**
     * The name in lower case, of A-labels.
     *
     * @throws Refused
     */
    public static function parse(string $text): string
    {
        $name = Library::call('lrn_domain_name', fn ($lrn, ...$out) =>
            $lrn->lrn_domain_name_parse($text, strlen($text), ...$out));
        $text = Library::lrn()->lrn_domain_name_text($name);
        Library::lrn()->lrn_domain_name_free($name);
        return $text;
    }
}

/** @internal The C library, declared by its own header. */
final class Library
{
    /** Where header and library are, if not where the system looks: set these before the first use. */
    public static string $header = '/usr/local/include/live_record_notify.h';
    public static string $library = 'liblive_record_notify.so.0.1';

    private static ?FFI $lrn = null;
    /** @var array<string, FFI\CType> */
    private static array $types = [];

    public static function lrn(): FFI
    {
        return self::$lrn ??= FFI::cdef(self::declarations(), self::$library);
    }

    /**
     * What $ask writes to the first place that it is given; its second one is for the error.
     *
     * @throws Refused
     */
    public static function call(string $type, \Closure $ask): CData
    {
        $lrn = self::lrn();
        // To read a declaration takes longer than the call.
        $out = $lrn->new(self::$types[$type] ??= $lrn->type("$type *"));
        $error = $lrn->new(self::$types['lrn_error'] ??= $lrn->type('lrn_error *'));
        $ask($lrn, FFI::addr($out), FFI::addr($error));
        if (!FFI::isNull($error)) {
            throw self::failure($lrn, $error);
        }
        return $out;
    }

    private static function failure(FFI $lrn, CData $error): \Exception
    {
        try {
            $verdict = $lrn->lrn_error_verdict($error);
            if ($verdict === '') {
                return new \InvalidArgumentException($lrn->lrn_error_text($error));
            }
            [$start, $end] = [$lrn->new('size_t'), $lrn->new('size_t')];
            $has_span = $lrn->lrn_error_span($error, FFI::addr($start), FFI::addr($end));
            return new Refused(
                $verdict,
                $lrn->lrn_error_code($error),
                $lrn->lrn_error_message($error),
                $lrn->lrn_error_parameter($error),
                $lrn->lrn_error_reason($error),
                $lrn->lrn_error_text($error),
                $lrn->lrn_error_help($error),
                $lrn->lrn_error_basis($error),
                $lrn->lrn_error_source($error),
                $has_span ? [$start->cdata, $end->cdata] : null,
            );
        } finally {
            $lrn->lrn_error_free($error);
        }
    }

    /** The header without the lines of the preprocessor, which FFI does not read. */
    private static function declarations(): string
    {
        $header = file_get_contents(self::$header);
        if ($header === false) {
            throw new \RuntimeException('the header of live-record-notify is not there: ' . self::$header);
        }
        $for_c = preg_replace('/^#ifdef __cplusplus.*?^#endif.*?$/ms', '', $header);
        return preg_replace('/^#.*$/m', '', $for_c);
    }
}
