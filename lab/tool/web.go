package tool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// httpd answers every request with a line that says who it is, or with the files of a folder (-h), as busybox's httpd does.
func httpd(ctx context.Context, p Process) int {
	o, ok := p.parse("fv", "ph")
	if !ok || len(o.rest) > 0 {
		io.WriteString(p.Stderr, "usage: httpd [-f] [-p [address:]port] [-h folder]\n")
		return 1
	}
	at := "0.0.0.0:80"
	if port := o.values['p']; port != "" {
		at = port
		if !strings.Contains(port, ":") {
			at = "0.0.0.0:" + port
		}
	}
	var listener net.Listener
	err := p.do(func() (err error) {
		listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp4", at)
		return err
	})
	if err != nil {
		p.complain("bind: %s", strerror(err))
		return 1
	}
	p.ready()
	handler := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		name, _ := os.Hostname()
		fmt.Fprintf(w, "hello from %s\n", name)
	}))
	if folder := o.values['h']; folder != "" {
		handler = http.FileServer(http.Dir(p.path(folder)))
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	var closing sync.WaitGroup
	closing.Add(1)
	stop := context.AfterFunc(ctx, func() {
		defer closing.Done()
		server.Close()
	})
	err = server.Serve(listener)
	if stop() {
		closing.Done()
	}
	closing.Wait()
	if ctx.Err() != nil {
		return interrupted
	}
	p.complain("%v", err)
	return 1
}

// parseURL takes an address for a page's where it names no protocol.
func parseURL(address string) (*url.URL, error) {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	return url.Parse(address)
}

// get fetches a page; the connection is made in the right namespace.
func (p Process) get(ctx context.Context, address string, wait time.Duration) (*http.Response, error) {
	if wait > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, wait)
		context.AfterFunc(ctx, cancel)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, at string) (conn net.Conn, err error) {
		err = p.do(func() error {
			conn, err = (&net.Dialer{}).DialContext(ctx, network, at)
			return err
		})
		return conn, err
	}}
	return transport.RoundTrip(request)
}

// seconds is the value of an option, 0 where it is not set.
func (o options) seconds(letter byte) time.Duration {
	n, _ := strconv.ParseFloat(o.values[letter], 64)
	return time.Duration(n * float64(time.Second))
}

// wget fetches a page to standard output, as `wget -qO- URL` of busybox.
func wget(ctx context.Context, p Process) int {
	o, ok := p.parse("q", "OT")
	if !ok || len(o.rest) != 1 || o.values['O'] != "-" {
		io.WriteString(p.Stderr, "usage: wget [-q] [-T seconds] -O - URL\n")
		return 1
	}
	at, err := parseURL(o.rest[0])
	if err != nil {
		p.complain("%v", err)
		return 1
	}
	if !o.set['q'] {
		fmt.Fprintf(p.Stderr, "Connecting to %s\n", at.Host)
	}
	r, err := p.get(ctx, at.String(), o.seconds('T'))
	var unknown *net.DNSError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		p.complain("download timed out")
		return 1
	case errors.As(err, &unknown):
		p.complain("bad address '%s'", at.Hostname())
		return 1
	case err != nil:
		p.complain("can't connect to remote host (%s): %s", at.Hostname(), strerror(err))
		return 1
	}
	defer r.Body.Close()
	if r.StatusCode >= 400 {
		p.complain("server returned error: HTTP/1.1 %s", r.Status)
		return 1
	}
	if _, err := io.Copy(p.Stdout, r.Body); err != nil {
		return 1
	}
	return 0
}

// curl fetches a page to standard output, with curl's exit codes for what goes wrong.
func curl(ctx context.Context, p Process) int {
	o, ok := p.parse("sSfLv4i", "mo")
	if !ok || len(o.rest) != 1 {
		io.WriteString(p.Stderr, "curl: try 'curl [-s] [-m seconds] URL'\n")
		return 2
	}
	at, err := parseURL(o.rest[0])
	if err != nil {
		return p.curlError(o, 3, "URL using bad/illegal format or missing URL")
	}
	port := at.Port()
	if port == "" {
		port = "80"
	}
	began := time.Now()
	r, err := p.get(ctx, at.String(), o.seconds('m'))
	ms := time.Since(began).Milliseconds()
	var unknown *net.DNSError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return p.curlError(o, 28, fmt.Sprintf("Connection timed out after %d milliseconds", ms))
	case errors.As(err, &unknown):
		return p.curlError(o, 6, "Could not resolve host: "+at.Hostname())
	case err != nil:
		return p.curlError(o, 7, fmt.Sprintf("Failed to connect to %s port %s after %d ms: Couldn't connect to server", at.Hostname(), port, ms))
	}
	defer r.Body.Close()
	if _, err := io.Copy(p.Stdout, r.Body); err != nil {
		return 23
	}
	return 0
}

func (p Process) curlError(o options, status int, text string) int {
	if !o.set['s'] || o.set['S'] {
		fmt.Fprintf(p.Stderr, "curl: (%d) %s\n", status, text)
	}
	return status
}
