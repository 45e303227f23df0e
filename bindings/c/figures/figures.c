// What a call costs in C, beside libcurl's reader of URLs. Prints a line each: what, nanoseconds.

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "live_record_notify.h"

static const char SAMPLE[] = "https://hooks.example.com/v1/callback?tenant=7";
static const char REFUSED[] = "http://169.254.169.254/latest/meta-data/";

static const struct lrn_policy *policy;

static void wanted(bool is_so) {
  if (!is_so) abort();
}

static void accepted(void) {
  struct lrn_url *url;
  wanted(lrn_notify_url_parse(SAMPLE, sizeof SAMPLE - 1, policy, &url, NULL) == LRN_STATUS_ACCEPTED);
  wanted(*lrn_url_text(url) == 'h');
  lrn_url_free(url);
}

static void accepted_status(void) {
  wanted(lrn_notify_url_parse(SAMPLE, sizeof SAMPLE - 1, policy, NULL, NULL) == LRN_STATUS_ACCEPTED);
}

static void refused(void) {
  struct lrn_error *error;
  wanted(lrn_notify_url_parse(REFUSED, sizeof REFUSED - 1, policy, NULL, &error) == LRN_STATUS_UNSAFE);
  wanted(*lrn_error_reason(error) == 'c');
  lrn_error_free(error);
}

static void refused_status(void) {
  wanted(lrn_notify_url_parse(REFUSED, sizeof REFUSED - 1, policy, NULL, NULL) == LRN_STATUS_UNSAFE);
}

static void libcurl(void) {
  CURLU *url = curl_url();
  char *text;
  wanted(curl_url_set(url, CURLUPART_URL, SAMPLE, 0) == CURLUE_OK);
  wanted(curl_url_get(url, CURLUPART_URL, &text, 0) == CURLUE_OK);
  curl_free(text);
  curl_url_cleanup(url);
}

// The best of many short runs: what else the machine does only makes a run longer.
static void measure(const char *what, void (*call)(void)) {
  enum { RUNS = 2000, CALLS = 500 };
  double best = 1e9;
  for (int run = 0; run < RUNS; run++) {
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < CALLS; i++) call();
    clock_gettime(CLOCK_MONOTONIC, &end);
    double spent = (double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec);
    if (spent / CALLS < best) best = spent / CALLS;
  }
  printf("%-44s %8.0f ns\n", what, best);
}

int main(void) {
  policy = lrn_policy_public_internet();
  measure("C: accepted, with its text", accepted);
  measure("C: accepted, status alone", accepted_status);
  measure("C: refused, with its reason", refused);
  measure("C: refused, status alone", refused_status);
  measure("C: libcurl, curl_url_set and curl_url_get", libcurl);
  return 0;
}
