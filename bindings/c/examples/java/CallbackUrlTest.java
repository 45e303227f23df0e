// The shared vectors, and bad input: java CallbackUrlTest tests/data/verdicts.jsonl

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

public final class CallbackUrlTest {
  private static int passed = 0;
  private static int failed = 0;
  private static final CallbackUrl.Policy PUBLIC_INTERNET = CallbackUrl.Policy.PUBLIC_INTERNET;

  public static void main(String[] arguments) throws Exception {
    vectors(Path.of(arguments[0]));
    badInput();
    noPolicy();
    parts();
    threads();
    System.out.println("java: " + passed + " passed, " + failed + " failed");
    System.exit(failed == 0 && passed > 0 ? 0 : 1);
  }

  private static void vectors(Path path) throws Exception {
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      JsonObject head = object(lines.readLine());
      int rows = 0;
      for (String line; (line = lines.readLine()) != null; rows++) {
        JsonObject row = object(line);
        JsonArray found = answer(row);
        JsonArray expected = new JsonArray();
        for (String key : List.of("verdict", "code", "reason", "span", "text")) {
          expected.add(row.get(key));
        }
        String input = row.get("input").getAsString();
        if (row.get("span").isJsonArray()) {
          expected.set(3, inUtf16(input, row.getAsJsonArray("span")));
        }
        check("row:    " + line + "\nanswer: " + found, found.equals(expected));
      }
      System.out.println("vectors: " + rows + " rows");
      if (head.get("format").getAsInt() != 1 || head.get("rows").getAsInt() != rows) {
        throw new IllegalStateException("the file has another format or number of rows than it says");
      }
    }
  }

  /** The span in UTF-16 code units, counted in another way than the example does. */
  private static JsonArray inUtf16(String input, JsonArray span) {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    JsonArray units = new JsonArray();
    for (JsonElement end : span) {
      units.add(new String(bytes, 0, end.getAsInt(), StandardCharsets.UTF_8).length());
    }
    return units;
  }

  private static JsonArray answer(JsonObject row) throws Exception {
    JsonArray answer = new JsonArray();
    try {
      String text = text(row);
      List.of(new JsonPrimitive("Accepted"), JsonNull.INSTANCE, JsonNull.INSTANCE, JsonNull.INSTANCE,
          new JsonPrimitive(text)).forEach(answer::add);
    } catch (CallbackUrl.Refused refused) {
      String input = row.get("input").getAsString();
      if (input.length() > 20 && refused.getMessage().contains(input)) {
        throw new IllegalStateException("the exception repeats the URL");
      }
      answer.add(refused.verdict);
      answer.add(refused.code);
      answer.add(refused.reason);
      JsonArray span = new JsonArray();
      span.add(refused.start);
      span.add(refused.end);
      answer.add(refused.start < 0 ? JsonNull.INSTANCE : span);
      answer.add(JsonNull.INSTANCE);
    }
    return answer;
  }

  private static String text(JsonObject row) throws Exception {
    String input = row.get("input").getAsString();
    String parameter = row.get("parameter").getAsString();
    if (parameter.equals("DomainName")) {
      return CallbackUrl.parseDomainName(input);
    }
    JsonElement json = row.get("policy");
    CallbackUrl.Policy policy = json.isJsonNull() ? PUBLIC_INTERNET : new CallbackUrl.Policy(json.toString());
    JsonElement base = row.get("base");
    if (!base.isJsonNull()) {
      return parse(parameter, base.getAsString(), policy).redirect(input, policy).toString();
    }
    CallbackUrl url = parse(parameter, input, policy);
    if (row.get("addresses").isJsonArray()) {
      List<InetAddress> addresses = new ArrayList<>();
      for (JsonElement address : row.getAsJsonArray("addresses")) {
        addresses.add(InetAddress.getByName(address.getAsString()));
      }
      List<InetSocketAddress> destination = url.destination(addresses, policy);
      if (destination.isEmpty() || !destination.stream().allMatch(
          one -> one.getPort() == url.port() && addresses.contains(one.getAddress()))) {
        throw new IllegalStateException("a destination that nobody answered");
      }
    }
    return url.toString();
  }

  private static CallbackUrl parse(String parameter, String text, CallbackUrl.Policy policy)
      throws CallbackUrl.Refused {
    switch (parameter) {
      case "NotifyUrl": return CallbackUrl.parseNotifyUrl(text, policy);
      case "OnDemandUrl": return CallbackUrl.parseOnDemandUrl(text, policy);
      default: throw new IllegalStateException(parameter);
    }
  }

  private static void badInput() {
    refused("", "empty", 0, 0);
    refused("http://example.com/\0", "character", 19, 20);
    refused("http://example.com/é💡\ud83d", "not-utf-8", 22, 23);
    refused("http://example.com/\udca1\ud83d", "not-utf-8", 19, 20);
    refused("http://127.0.0.1\ud83d/", "loopback", 7, 16);
    refused("http://" + "a".repeat(100_000_000), "too-long", 0, 100_000_007);
    for (String json : List.of("", "[]", "\0", "\ud83d", "{\"deny_host\": [\"*.example.com\"]}")) {
      check("no policy: " + json, thrown(() -> new CallbackUrl.Policy(json)) instanceof IllegalArgumentException);
    }
    check("null is no text",
        thrown(() -> CallbackUrl.parseNotifyUrl(null, PUBLIC_INTERNET)) instanceof NullPointerException);
    check("null is no policy", thrown(() -> new CallbackUrl.Policy(null)) instanceof NullPointerException);
  }

  private static void refused(String text, String reason, int start, int end) {
    Exception thrown = thrown(() -> CallbackUrl.parseNotifyUrl(text, PUBLIC_INTERNET));
    CallbackUrl.Refused refused = (CallbackUrl.Refused) thrown;
    check(reason + " is " + refused.reason + " " + refused.start + " " + refused.end,
        refused.reason.equals(reason) && refused.start == start && refused.end == end);
  }

  /** A variable that is null because the policy could not be read opens nothing. */
  private static void noPolicy() throws Exception {
    CallbackUrl url = CallbackUrl.parseNotifyUrl("https://example.com/", PUBLIC_INTERNET);
    List<InetAddress> answer = List.of(InetAddress.getByName("1.1.1.1"));
    List<Work> questions = List.of(
        () -> CallbackUrl.parseNotifyUrl("https://example.com/", null),
        () -> CallbackUrl.parseOnDemandUrl("https://example.com/", null),
        () -> url.redirect("/", null),
        () -> url.destination(answer, null));
    for (Work question : questions) {
      check("null is no policy", thrown(question) instanceof IllegalArgumentException);
    }
  }

  private static void parts() throws Exception {
    CallbackUrl url = CallbackUrl.parseNotifyUrl("HTTPS://[2606:4700::1111]:8443", PUBLIC_INTERNET);
    check("scheme", url.scheme().equals("https"));
    check("host", url.host().equals("[2606:4700::1111]"));
    check("port", url.port() == 8443);
    List<InetAddress> answer = List.of(InetAddress.getAllByName(url.host()));
    check("an IPv6 literal", url.destination(answer, PUBLIC_INTERNET).equals(
        List.of(new InetSocketAddress(InetAddress.getByName("2606:4700::1111"), 8443))));
    check("equality", url.equals(CallbackUrl.parseNotifyUrl(url.toString(), PUBLIC_INTERNET)));
    Exception thrown = thrown(() -> url.destination(List.of(), PUBLIC_INTERNET));
    check("no address", thrown instanceof CallbackUrl.Refused
        && ((CallbackUrl.Refused) thrown).verdict.equals("Operational"));
  }

  /** Handles are freed by the collector while other threads make and use them. */
  private static void threads() {
    CallbackUrl.Policy policy = new CallbackUrl.Policy("{\"allow_network\": [\"10.1.0.0/16\"]}");
    long right = IntStream.range(0, 50_000).parallel().filter(i -> {
      try {
        CallbackUrl url = CallbackUrl.parseNotifyUrl("http://10.1.0.1/" + i, policy);
        return url.redirect("?b", policy).toString().equals("http://10.1.0.1/" + i + "?b");
      } catch (CallbackUrl.Refused refused) {
        return false;
      }
    }).count();
    check("threads", right == 50_000);
  }

  private interface Work {
    Object run() throws Exception;
  }

  private static Exception thrown(Work work) {
    try {
      work.run();
      return null;
    } catch (Exception exception) {
      return exception;
    }
  }

  private static void check(String what, boolean holds) {
    if (holds) {
      passed++;
    } else {
      failed++;
      System.err.println("failed: " + what);
    }
  }

  private static JsonObject object(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }
}
