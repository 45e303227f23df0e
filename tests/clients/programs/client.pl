# HTTP clients of Perl: the argument says which. Speaks as harness/client.py says.
use strict;
use warnings;
use Encode qw(decode);
use HTTP::Tiny;
use LWP::UserAgent;
use MIME::Base64 qw(decode_base64);

use constant LIMIT => 3;

sub lwp {
    my $agent = LWP::UserAgent->new(timeout => LIMIT, max_redirect => 0);
    return "$LWP::UserAgent::VERSION (URI $URI::VERSION)", sub {
        my $response = $agent->get($_[0]);
        die $response->status_line, "\n" unless $response->is_success;
    };
}

sub http_tiny {
    my $agent = HTTP::Tiny->new(
        timeout => LIMIT, max_redirect => 0, verify_SSL => 1,
        SSL_options => { SSL_ca_file => $ENV{SSL_CERT_FILE} },
    );
    return $HTTP::Tiny::VERSION, sub {
        my $response = $agent->get($_[0]);
        die "$response->{status} $response->{content}\n" unless $response->{success};
    };
}

my ($version, $get) = $ARGV[0] eq 'lwp' ? lwp() : http_tiny();
$| = 1;
print "$version\n";
while (my $line = <STDIN>) {
    if (eval { $get->(decode('UTF-8', decode_base64($line))); 1 }) {
        print "ok\n";
    } else {
        (my $why = $@) =~ s/\s+/ /g;
        print 'error ', substr($why =~ s/[^ -~]/?/gr, 0, 200), "\n";
    }
}
