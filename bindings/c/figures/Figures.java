// What a call costs in Java, beside java.net.URI. Prints a line each: what, nanoseconds.

import java.net.URI;

public final class Figures {
  private static final String SAMPLE = "https://hooks.example.com/v1/callback?tenant=7";
  private static final String REFUSED = "http://169.254.169.254/latest/meta-data/";

  private static final CallbackUrl.Policy POLICY = CallbackUrl.Policy.PUBLIC_INTERNET;

  /** What the calls give, so that none is left out. */
  private static int sink = 0;

  private interface Call {
    int run() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    measure("accepted, with its text",
        () -> CallbackUrl.parseNotifyUrl(SAMPLE, POLICY).toString().length());
    measure("refused, with its exception", () -> {
      try {
        return CallbackUrl.parseNotifyUrl(REFUSED, POLICY).hashCode();
      } catch (CallbackUrl.Refused refused) {
        return refused.reason.length();
      }
    });
    measure("java.net.URI", () -> new URI(SAMPLE).getHost().length());
    if (sink == 0) {
      throw new IllegalStateException();
    }
  }

  /** The best of many short runs: what else the machine does only makes a run longer. */
  private static void measure(String what, Call call) throws Exception {
    double best = Double.MAX_VALUE;
    for (int run = 0; run < 5_000; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        sink += call.run();
      }
      best = Math.min(best, (System.nanoTime() - start) / 200.0);
    }
    System.out.printf("%-44s %8.0f ns%n", "Java: " + what, best);
  }
}
