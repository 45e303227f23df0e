// HTTP clients of Java: the argument says which. Speaks as harness/client.py says.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.apache.http.util.VersionInfo;

public class Client {
  static final int LIMIT = 3000;

  interface Get {
    void get(String text) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    String version = System.getProperty("java.version");
    Get client;
    switch (arguments[0]) {
      case "java:url" -> client = Client::url;
      case "java:httpclient" -> client = httpClient();
      case "apache" -> {
        version = VersionInfo.loadVersionInfo("org.apache.http.client", null).getRelease();
        client = apache();
      }
      case "okhttp" -> {
        version = okhttp3.internal.Version.userAgent().replaceFirst("okhttp/", "");
        client = okhttp();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println(version);
    var lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = lines.readLine()) != null; ) {
      String said;
      try {
        client.get(new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8));
        said = "ok";
      } catch (Exception error) {
        said = ("error " + error).replaceAll("\\s", " ");
      }
      System.out.println(said.substring(0, Math.min(200, said.length())));
    }
  }

  static void url(String text) throws Exception {
    var connection = (HttpURLConnection) new URL(text).openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(LIMIT);
    connection.setReadTimeout(LIMIT);
    connection.setInstanceFollowRedirects(false);
    try (var body = connection.getInputStream()) {
      body.readAllBytes();
    }
  }

  static Get httpClient() {
    var limit = Duration.ofMillis(LIMIT);
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(limit).build();
    return text -> client.send(HttpRequest.newBuilder(URI.create(text)).timeout(limit).build(), BodyHandlers.ofString());
  }

  static Get apache() {
    var limits = RequestConfig.custom().setConnectTimeout(LIMIT).setSocketTimeout(LIMIT).build();
    var client = HttpClients.custom().disableAutomaticRetries().setDefaultRequestConfig(limits).build();
    return text -> {
      try (var response = client.execute(new HttpGet(text))) {
        EntityUtils.consume(response.getEntity());
      }
    };
  }

  static Get okhttp() {
    var client = new OkHttpClient.Builder().retryOnConnectionFailure(false).proxy(Proxy.NO_PROXY)
        .connectTimeout(LIMIT, TimeUnit.MILLISECONDS).readTimeout(LIMIT, TimeUnit.MILLISECONDS).build();
    return text -> {
      try (var response = client.newCall(new Request.Builder().url(text).build()).execute()) {
        response.body().string();
      }
    };
  }
}
