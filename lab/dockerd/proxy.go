//go:build linux

package dockerd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/docker/docker/client"
)

// proxy is the socket that clients use: what they ask is handed to dockerd, once the images that it names are known.
type proxy struct {
	engine  *Engine
	server  http.Server
	to      *httputil.ReverseProxy
	version *regexp.Regexp // of the API, before the path of a request: /v1.41/containers/create

	mu      sync.Mutex
	open    map[*connection]bool // those of attached clients too; nil when the proxy is closed
	serving sync.WaitGroup       // requests, and the goroutine that accepts
}

// connection is one of a client's. It forgets itself when it is closed.
type connection struct {
	*net.UnixConn // whose CloseWrite tells a container that its standard input has ended
	of            *proxy
}

func (c *connection) Close() error {
	c.of.mu.Lock()
	delete(c.of.open, c)
	c.of.mu.Unlock()
	return c.UnixConn.Close()
}

// listener accepts the connections of a proxy.
type listener struct {
	*net.UnixListener
	of *proxy
}

func (l listener) Accept() (net.Conn, error) {
	accepted, err := l.AcceptUnix()
	if err != nil {
		return nil, err
	}
	l.of.mu.Lock()
	defer l.of.mu.Unlock()
	if l.of.open == nil {
		return nil, errors.Join(net.ErrClosed, accepted.Close())
	}
	c := &connection{UnixConn: accepted, of: l.of}
	l.of.open[c] = true
	return c, nil
}

// serve begins to listen at the engine's socket.
func (e *Engine) serve(context.Context) error {
	listen, err := net.ListenUnix("unix", &net.UnixAddr{Name: e.Socket(), Net: "unix"})
	if err != nil {
		return err
	}
	p := &proxy{engine: e, open: map[*connection]bool{}, version: regexp.MustCompile(`^/v[0-9.]+/`)}
	p.to = &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: "docker"})
			r.Out.Host = r.In.Host
		},
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, "unix", e.inner())
			},
			DisableCompression: true,
		},
		FlushInterval: -1, // at once: streams of logs and events
		// Docker's own words for an error stay; what they do not tell comes after them.
		ModifyResponse: p.explain,
		ErrorHandler:   p.refuse,
		ErrorLog:       log.New(io.Discard, "", 0),
	}
	p.server = http.Server{Handler: p, ErrorLog: log.New(io.Discard, "", 0)}
	p.serving.Go(func() { _ = p.server.Serve(listener{listen, p}) })
	e.proxy = p
	e.client, err = client.NewClientWithOpts(client.WithHost("unix://"+e.Socket()), client.WithAPIVersionNegotiation())
	return err
}

// close ends every connection and waits for the end of the requests.
func (p *proxy) close() {
	_ = p.server.Close()
	p.mu.Lock()
	left := slices.Collect(maps.Keys(p.open))
	p.open = nil
	p.mu.Unlock()
	for _, c := range left {
		c.Close()
	}
	p.serving.Wait()
	p.to.Transport.(*http.Transport).CloseIdleConnections()
}

// begin tells whether a request may still be served; then p.serving counts it.
func (p *proxy) begin() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open != nil {
		p.serving.Add(1)
	}
	return p.open != nil
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !p.begin() {
		return
	}
	defer p.serving.Done()
	path := p.version.ReplaceAllString(r.URL.Path, "/")
	query := r.URL.Query()
	switch {
	case r.Method == http.MethodPost && path == "/containers/create":
		if err := p.create(r); err != nil {
			p.fail(w, r, err)
			return
		}
	case r.Method == http.MethodPost && path == "/images/create" && query.Get("fromImage") != "":
		p.pull(w, r, query.Get("fromImage"), query.Get("tag"))
		return
	}
	p.to.ServeHTTP(w, r)
}

// create makes the image known of which a container is to be made.
func (p *proxy) create(r *http.Request) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	var asked struct{ Image string }
	if err := json.Unmarshal(body, &asked); err != nil || asked.Image == "" {
		// Docker has its own words for it.
		return nil
	}
	return p.engine.Import(r.Context(), asked.Image)
}

// pull answers as a registry that has every name would, but for a digest, which only one image has.
func (p *proxy) pull(w http.ResponseWriter, r *http.Request, name, tag string) {
	switch {
	case strings.Contains(tag, ":"):
		name += "@" + tag
	case tag != "":
		name += ":" + tag
	}
	if strings.Contains(name, "@") {
		tell(w, http.StatusNotFound, fmt.Sprintf("%s: there is no registry in a lab, where every name is an image, but no digest", name))
		return
	}
	if err := p.engine.Import(r.Context(), name); err != nil {
		p.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"status": "Status: Image is up to date for " + name})
}

// dying is how long the end of dockerd may take at most, once it does not answer any more.
const dying = time.Second

// refuse tells a client why dockerd did not answer.
func (p *proxy) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if strings.HasSuffix(r.URL.Path, "/_ping") {
		// Docker's own command line has words for this that tell nothing: it asks for what it wants next, and hears ours.
		w.Header().Set("Api-Version", p.engine.direct.ClientVersion())
		return
	}
	// The connection breaks before the kernel tells that dockerd has ended.
	select {
	case <-p.engine.done:
	case <-r.Context().Done():
	case <-time.After(dying):
	}
	if died := p.engine.Err(); died != nil {
		err = fmt.Errorf("the lab's Docker Engine is gone: %w; a lab that is opened anew, or reset, has another", died)
	}
	tell(w, http.StatusInternalServerError, err.Error())
}

// fail tells a client why an image could not be made known.
func (p *proxy) fail(w http.ResponseWriter, r *http.Request, err error) {
	if client.IsErrConnectionFailed(err) || p.engine.Err() != nil {
		p.refuse(w, r, err)
		return
	}
	tell(w, http.StatusInternalServerError, p.explained(err.Error()))
}

// explained adds to an error of a full disk how that comes.
func (p *proxy) explained(message string) string {
	if strings.Contains(message, "no space left on device") {
		message += " (" + p.engine.full() + ")"
	}
	return message
}

// explain adds to an answer of dockerd whose disk is full how that comes.
func (p *proxy) explain(r *http.Response) error {
	if r.StatusCode != http.StatusInternalServerError {
		return nil
	}
	text, err := io.ReadAll(r.Body)
	r.Body.Close()
	var said struct {
		Message string `json:"message"`
	}
	if err == nil && json.Unmarshal(text, &said) == nil && said.Message != "" {
		said.Message = p.explained(said.Message)
		text, err = json.Marshal(said)
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	r.Header.Set("Content-Length", strconv.Itoa(len(text)))
	return err
}

// tell answers as dockerd tells an error.
func tell(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"message": message})
}
