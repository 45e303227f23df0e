// Says whether a callback URL that a stranger typed may be called from inside a trusted network (SSRF).
// The rules are those of the C library live-record-notify, called through JNA.

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * A callback URL that was accepted. Nothing needs to be closed: the library's memory goes with the object.
 * Any number of threads may use one.
 */
public final class CallbackUrl {
  private final Pointer handle;
  private final String text;

  private CallbackUrl(Pointer handle) {
    this.handle = owned(this, handle, Lrn::lrn_url_free);
    this.text = string(Lrn.lrn_url_text(handle));
  }

  /** Reads a NotifyUrl, or any other URL that is to be called. */
  public static CallbackUrl parseNotifyUrl(String text, Policy policy) throws Refused {
    byte[] bytes = bytes(text);
    return new CallbackUrl(call(bytes, policy, (policyHandle, out, error) ->
        Lrn.lrn_notify_url_parse(bytes, bytes.length, policyHandle, out, error)));
  }

  /** Reads an OnDemandUrl. */
  public static CallbackUrl parseOnDemandUrl(String text, Policy policy) throws Refused {
    byte[] bytes = bytes(text);
    return new CallbackUrl(call(bytes, policy, (policyHandle, out, error) ->
        Lrn.lrn_on_demand_url_parse(bytes, bytes.length, policyHandle, out, error)));
  }

  /** Reads a DomainName, and gives it in lower case and of A-labels. */
  public static String parseDomainName(String text) throws Refused {
    byte[] bytes = bytes(text);
    Pointer name = call(bytes, null, (none, out, error) ->
        Lrn.lrn_domain_name_parse(bytes, bytes.length, out, error));
    try {
      return string(Lrn.lrn_domain_name_text(name));
    } finally {
      Lrn.lrn_domain_name_free(name);
    }
  }

  /** The canonical text: store and send this, not the text that was typed. */
  @Override
  public String toString() {
    return text;
  }

  public String scheme() {
    return asked(() -> string(Lrn.lrn_url_scheme(handle)));
  }

  /**
   * A name of A-labels in lower case, or an address, IPv6 in square brackets, which InetAddress.getAllByName
   * takes too.
   */
  public String host() {
    return asked(() -> string(Lrn.lrn_url_host(handle)));
  }

  public int port() {
    return asked(() -> Short.toUnsignedInt(Lrn.lrn_url_port(handle)));
  }

  /** Judges what the resolver answered for the host, and gives what may be dialled. */
  public List<InetSocketAddress> destination(Collection<InetAddress> resolved, Policy policy)
      throws Refused {
    // A copy, whose size does not change while it is read.
    List<InetAddress> answer = List.copyOf(resolved);
    ByteBuffer addresses = ByteBuffer.allocate(Math.multiplyExact(answer.size(), ADDRESS));
    addresses.order(ByteOrder.nativeOrder());
    for (InetAddress address : answer) {
      byte[] bytes = address.getAddress();
      addresses.putShort((short) (bytes.length == 4 ? 4 : 6)).put(bytes).position(
          addresses.position() + 16 - bytes.length);
    }
    Pointer destination = asked(() -> call(new byte[0], policy, (policyHandle, out, error) ->
        Lrn.lrn_url_destination(handle, addresses.array(), answer.size(), policyHandle, out, error)));
    try {
      Memory count = OUT.get();
      Pointer first = Lrn.lrn_destination_addresses(destination, count);
      int size = Math.toIntExact(count.getLong(0));
      ByteBuffer list = first.getByteBuffer(0, (long) size * SOCKET_ADDRESS);
      list.order(ByteOrder.nativeOrder());
      List<InetSocketAddress> dialled = new ArrayList<>(size);
      for (int at = 0; at < list.capacity(); at += SOCKET_ADDRESS) {
        byte[] bytes = new byte[list.getShort(at) == 4 ? 4 : 16];
        list.get(at + 2, bytes);
        int port = Short.toUnsignedInt(list.getShort(at + ADDRESS));
        dialled.add(new InetSocketAddress(InetAddress.getByAddress(bytes), port));
      }
      return dialled;
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      Lrn.lrn_destination_free(destination);
    }
  }

  /** Where a response with this header Location leads, as a URL of its own. */
  public CallbackUrl redirect(String location, Policy policy) throws Refused {
    byte[] bytes = bytes(location);
    return new CallbackUrl(asked(() -> call(bytes, policy, (policyHandle, out, error) ->
        Lrn.lrn_url_redirect(handle, bytes, bytes.length, policyHandle, out, error))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallbackUrl && ((CallbackUrl) other).text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /**
   * What a caller allows or refuses beyond the default. Null is not a policy: each question then throws
   * an IllegalArgumentException, so a policy that could not be read opens nothing.
   */
  public static final class Policy {
    /** The default, the public internet: JSON without keys changes nothing of it. */
    public static final Policy PUBLIC_INTERNET = new Policy("{}");

    private final Pointer handle;

    /**
     * Reads a policy from JSON: {"require_https": true, "deny_host": [".evil.example.com"]}.
     *
     * @throws IllegalArgumentException if it is none; the message says what to write
     */
    public Policy(String json) {
      byte[] bytes = bytes(json);
      try {
        handle = owned(this, call(bytes, null, (none, out, error) ->
            Lrn.lrn_policy_from_json(bytes, bytes.length, out, error)), Lrn::lrn_policy_free);
      } catch (Refused impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /** A text that is refused, or addresses that may not be dialled. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    /** "Malformed", "Unsafe" or "Operational". */
    public final String verdict;
    /** The code and its message are all that a client should see. */
    public final String code;
    public final String codeMessage;
    /** "NotifyUrl", "OnDemandUrl" or "DomainName". */
    public final String parameter;
    /** The stable identifier: "cloud-metadata". */
    public final String reason;
    /** For the operator's log: it may name an internal address. */
    public final String text;
    /** What to write instead. */
    public final String help;
    /** Who says so, and where. */
    public final String basis;
    public final String source;
    /** Where in the text, as for String.substring; both -1 where no part of it is to blame. */
    public final int start;
    public final int end;

    private Refused(Pointer error, byte[] text) {
      super(string(Lrn.lrn_error_code(error)) + ": " + string(Lrn.lrn_error_text(error)));
      this.verdict = string(Lrn.lrn_error_verdict(error));
      this.code = string(Lrn.lrn_error_code(error));
      this.codeMessage = string(Lrn.lrn_error_message(error));
      this.parameter = string(Lrn.lrn_error_parameter(error));
      this.reason = string(Lrn.lrn_error_reason(error));
      this.text = string(Lrn.lrn_error_text(error));
      this.help = string(Lrn.lrn_error_help(error));
      this.basis = string(Lrn.lrn_error_basis(error));
      this.source = string(Lrn.lrn_error_source(error));
      Memory span = OUT.get();
      boolean isSet = Lrn.lrn_error_span(error, span, span.share(8)) != 0;
      this.start = isSet ? units(text, span.getLong(0)) : -1;
      this.end = isSet ? units(text, span.getLong(8)) : -1;
    }
  }

  /** The functions of the header; `size_t` is a long, so the virtual machine must be one of 64 bits. */
  private static final class Lrn {
    static {
      Native.register(Lrn.class, "live_record_notify");
    }

    static native int lrn_notify_url_parse(byte[] text, long length, Pointer policy, Pointer out, Pointer error);
    static native int lrn_on_demand_url_parse(byte[] text, long length, Pointer policy, Pointer out, Pointer error);
    static native Pointer lrn_url_text(Pointer url);
    static native Pointer lrn_url_scheme(Pointer url);
    static native Pointer lrn_url_host(Pointer url);
    static native short lrn_url_port(Pointer url);
    static native int lrn_url_destination(
        Pointer url, byte[] addresses, long count, Pointer policy, Pointer out, Pointer error);
    static native int lrn_url_redirect(
        Pointer url, byte[] location, long length, Pointer policy, Pointer out, Pointer error);
    static native void lrn_url_free(Pointer url);
    static native Pointer lrn_destination_addresses(Pointer destination, Pointer count);
    static native void lrn_destination_free(Pointer destination);
    static native int lrn_domain_name_parse(byte[] text, long length, Pointer out, Pointer error);
    static native Pointer lrn_domain_name_text(Pointer name);
    static native void lrn_domain_name_free(Pointer name);
    static native int lrn_policy_from_json(byte[] json, long length, Pointer out, Pointer error);
    static native void lrn_policy_free(Pointer policy);
    static native Pointer lrn_error_verdict(Pointer error);
    static native Pointer lrn_error_code(Pointer error);
    static native Pointer lrn_error_message(Pointer error);
    static native Pointer lrn_error_parameter(Pointer error);
    static native Pointer lrn_error_reason(Pointer error);
    static native Pointer lrn_error_text(Pointer error);
    static native Pointer lrn_error_help(Pointer error);
    static native Pointer lrn_error_basis(Pointer error);
    static native Pointer lrn_error_source(Pointer error);
    static native byte lrn_error_span(Pointer error, Pointer start, Pointer end);
    static native void lrn_error_free(Pointer error);
  }

  /** The sizes of `lrn_address` and `lrn_socket_address`. */
  private static final int ADDRESS = 18;
  private static final int SOCKET_ADDRESS = 20;

  private static final Cleaner CLEANER = Cleaner.create();

  /** Where the library writes: two words, for a handle and an error, or for a span. */
  private static final ThreadLocal<Memory> OUT = ThreadLocal.withInitial(() -> new Memory(16));

  private interface Call {
    int ask(Pointer policy, Pointer out, Pointer error);
  }

  private interface Question<T, E extends Exception> {
    T ask() throws E;
  }

  /** Asks the library, and gives its handle. The policy is null where the question takes none. */
  private static Pointer call(byte[] text, Policy policy, Call call) throws Refused {
    Memory out = OUT.get();
    int status = call.ask(policy == null ? null : policy.handle, out, out.share(8));
    Reference.reachabilityFence(policy);
    if (status == 0) {
      return out.getPointer(0);
    }
    Pointer error = out.getPointer(8);
    try {
      if (string(Lrn.lrn_error_verdict(error)).isEmpty()) {
        throw new IllegalArgumentException(string(Lrn.lrn_error_text(error)));
      }
      throw new Refused(error, text);
    } finally {
      Lrn.lrn_error_free(error);
    }
  }

  /** Asks about this URL, whose handle stays until the answer is there. */
  private <T, E extends Exception> T asked(Question<T, E> question) throws E {
    try {
      return question.ask();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** The handle, which is freed after `owner` went. `free` must not hold the owner. */
  private static Pointer owned(Object owner, Pointer handle, Consumer<Pointer> free) {
    CLEANER.register(owner, () -> free.accept(handle));
    return handle;
  }

  private static String string(Pointer text) {
    return text.getString(0, "UTF-8");
  }

  /** UTF-8, and for a surrogate without its partner the three bytes that stand for it in no UTF-8. */
  private static byte[] bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return bytesWithSurrogates(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytesWithSurrogates(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + text.length() / 2);
    int plain = 0;
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        bytes.writeBytes(text.substring(plain, i).getBytes(StandardCharsets.UTF_8));
        bytes.write(0xE0 | c >> 12);
        bytes.write(0x80 | c >> 6 & 0x3F);
        bytes.write(0x80 | c & 0x3F);
        plain = i + 1;
      }
    }
    bytes.writeBytes(text.substring(plain).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  /** How many UTF-16 code units the first bytes are: two for a character of four bytes, else one. */
  private static int units(byte[] text, long length) {
    int units = 0;
    for (int i = 0; i < length; i++) {
      boolean isFirstOfCharacter = (text[i] & 0xC0) != 0x80;
      units += !isFirstOfCharacter ? 0 : (text[i] & 0xFF) >= 0xF0 ? 2 : 1;
    }
    return units;
  }
}
