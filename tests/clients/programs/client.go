// The HTTP client of Go. Speaks as harness/client.py says.
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"time"
)

func main() {
	fmt.Println(strings.TrimPrefix(runtime.Version(), "go"))
	client := &http.Client{Timeout: 3 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		text, err := base64.StdEncoding.DecodeString(lines.Text())
		if err == nil {
			err = get(client, string(text))
		}
		if err != nil {
			fmt.Printf("error %q\n", err.Error())
			continue
		}
		fmt.Println("ok")
	}
}

func get(client *http.Client, text string) error {
	response, err := client.Get(text)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err
}
