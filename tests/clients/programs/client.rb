# HTTP clients of Ruby: the argument says which. Speaks as harness/client.py says.
require "net/http"
require "open-uri"

LIMIT = 3

CLIENTS = {
  "net/http" => lambda do |text|
    uri = URI(text)
    http = Net::HTTP.new(uri.hostname, uri.port, nil)
    http.use_ssl = uri.scheme == "https"
    http.open_timeout = http.read_timeout = LIMIT
    http.max_retries = 0
    http.request_get(uri.request_uri)
  end,
  "open-uri" => lambda do |text|
    URI.open(text, proxy: nil, redirect: false, open_timeout: LIMIT, read_timeout: LIMIT, &:read)
  end,
}

get = CLIENTS.fetch(ARGV[0])
$stdout.sync = true
puts RUBY_VERSION
while (line = $stdin.gets)
  begin
    get.call(line.unpack1("m").force_encoding("UTF-8"))
    puts "ok"
  rescue StandardError => error
    puts "error #{"#{error.class}: #{error.message}".inspect[0, 200]}"
  end
end
