package tool

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vethlab/lab/sandbox/sandboxtest"
)

// talk is one meeting of two programs: who listens, who comes, and what each has to say.
type talk struct {
	name           string
	server, client string // words; the server may be nobody
	ask, answer    string
}

func talks() []talk {
	return []talk{
		{"both ways", "nc -l 8001", "nc -N 127.0.0.1 8001", "question\n", "answer\n"},
		{"port by -p", "nc -l -p 8002", "nc -N 127.0.0.1 8002", "question\n", ""},
		{"one address", "nc -l 127.0.0.1 8003", "nc -N 127.0.0.1 8003", "question\n", ""},
		{"verbose", "nc -lvn 8004", "nc -vnN 127.0.0.1 8004", "question\n", "answer\n"},
		{"verbose with a service", "nc -lvn 80", "nc -vN 127.0.0.1 80", "question\n", ""},
		{"source port", "nc -lvn 8005", "nc -N -p SOURCE 127.0.0.1 8005", "question\n", ""},
		{"scan", "nc -lk 8006", "nc -zvn 127.0.0.1 8006", "", ""},
		{"scan of several", "nc -lk 8008", "nc -zvn 127.0.0.1 8007-8009", "", ""},
		{"scan without a word", "nc -lk 8010", "nc -z 127.0.0.1 8010", "", ""},
		{"kept", "nc -lk 8011", "nc -N 127.0.0.1 8011", "question\n", ""},
		{"quit", "nc -lk 8012", "nc -q 0 127.0.0.1 8012", "question\n", ""},
		{"wait", "nc -lk 8013", "nc -w 1 127.0.0.1 8013", "question\n", ""},
		{"packets", "nc -lu 8014", "nc -u -w 1 127.0.0.1 8014", "question\n", "answer\n"},
		{"packets, verbose", "nc -luvn 8015", "nc -uvn -w 1 127.0.0.1 8015", "question\n", ""},
		{"packets, scan", "nc -luk 8021", "nc -zuvn -w 1 127.0.0.1 8021", "", ""},
		{"packets, nobody", "", "nc -zuv -w 1 127.0.0.1 8022", "", ""},
		{"by name", "nc -lk 8023", "nc -vzn localhost 8023", "", ""},
		{"by name, found", "nc -lk 8024", "nc -vz localhost 8024", "", ""},
		{"IPv6", "nc -6lvn 8060", "nc -vnN ::1 8060", "question\n", ""},
		{"IPv4 of a server of IPv6", "nc -6lvn 8061", "nc -vnN 127.0.0.1 8061", "question\n", ""},
		{"all addresses of IPv6", "nc -lvn :: 8062", "nc -N ::1 8062", "question\n", ""},
		{"packets of IPv6", "nc -6luvn 8063", "nc -uvn -w 1 ::1 8063", "question\n", ""},
		{"by the name of the address", "nc -lv 127.0.0.1 8064", "nc -N 127.0.0.1 8064", "question\n", ""},
		{"both ends by -s", "nc -lvn -s 127.0.0.1 -p 8065", "nc -N -s 127.0.0.2 127.0.0.1 8065", "question\n", ""},
		{"without standard input", "nc -dlvn 8066", "nc -N 127.0.0.1 8066", "question\n", "answer\n"},
		{"short addresses", "nc -lv 127.1 8067", "nc -Nv 127.1 8067", "question\n", ""},
		{"short addresses, in numbers", "nc -lvn 0x7f.1 8068", "nc -Nvn 0177.1 8068", "question\n", ""},
		{"short address of the other family", "", "nc -6 -vz 127.1 8069", "", ""},
		{"nobody at a short address", "", "nc -vz 2130706433 8069", "", ""},
		{"zone of what has none", "", "nc -vzn ::1%lo 8069", "", ""},
		{"zone that is a number", "", "nc -vzn fe80::1%1 8069", "", ""},
		{"nobody", "", "nc 127.0.0.1 8016", "", ""},
		{"nobody, verbose", "", "nc -vn 127.0.0.1 8017", "", ""},
		{"nobody, by name", "", "nc -v localhost 8018", "", ""},
		{"unknown host", "", "nc -v no.such.host.invalid 80", "", ""},
		{"in use", "", "nc -l 8019", "", ""},
		{"not our address", "", "nc -l 192.0.2.77 8020", "", ""},
		{"port of letters", "", "nc 127.0.0.1 port", "", ""},
		{"port too big", "", "nc 127.0.0.1 70000", "", ""},
		{"no port", "", "nc 127.0.0.1", "", ""},
		{"unknown option", "", "nc -Y 127.0.0.1 80", "", ""},
		{"port 0", "", "nc 127.0.0.1 0", "", ""},
		{"range, the wrong way round", "", "nc -zvn 127.0.0.1 8052-8050", "", ""},
		{"service", "", "nc -vn 127.0.0.1 http", "", ""},
		{"name for a port", "", "nc a b c", "", ""},
		{"scan that listens", "", "nc -l -z 900", "", ""},
		{"kept without listening", "", "nc -k 127.0.0.1 900", "", ""},
		{"quit timer of letters", "", "nc -q x 127.0.0.1 90", "", ""},
		{"nothing", "", "nc", "", ""},
		{"help", "", "nc -h", "", ""},
		{"the other family", "", "nc -6 127.0.0.1 80", "", ""},
		{"not our source", "", "nc -zs 192.0.2.77 127.0.0.1 80-81", "", ""},
		{"port without a port", "", "nc -l", "", ""},
		{"name for a port to listen on", "", "nc -l x", "", ""},
		{"port twice", "", "nc -l -p 80 90", "", ""},
		{"wait of letters", "", "nc -w x 127.0.0.1 80", "", ""},
	}
}

// TestNetcat has ours talk to ours as the real one does to the real one.
func TestNetcat(t *testing.T) {
	sandboxtest.Need(t)
	said, err := exec.Command("nc", "-h").CombinedOutput()
	if (err != nil && len(said) == 0 || !bytes.Contains(said, []byte("OpenBSD netcat"))) && os.Getenv("CI") == "" {
		t.Skip("no netcat-openbsd to compare with")
	}
	held, err := net.Listen("tcp4", ":8019")
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	for _, talk := range talks() {
		want, got := talk.run(t, real), talk.run(t, ours)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("unexpected outcome of %s (-netcat +ours):\n%s", talk.name, diff)
		}
		// Each must understand the other too.
		if talk.server != "" {
			if diff := cmp.Diff(want.Client, talk.meet(t, real, ours).Client); diff != "" {
				t.Errorf("unexpected outcome of our client with the real server at %s (-netcat +ours):\n%s", talk.name, diff)
			}
		}
	}
}

// TestNetcatWrong gives both the same wrong uses.
func TestNetcatWrong(t *testing.T) {
	sandboxtest.Need(t)
	said, _ := exec.Command("nc", "-h").CombinedOutput()
	if !bytes.Contains(said, []byte("OpenBSD netcat")) && os.Getenv("CI") == "" {
		t.Skip("no netcat-openbsd to compare with")
	}
	for _, words := range []string{
		"nc -lku", "nc -p 80", "nc --help", "nc -lu domain:", "nc -l 127.0.0.1 80 90", "nc -l -s 127.0.0.1 8181", "nc -l -s 127.0.0.1",
		"nc -lz", "nc -s ::1 127.0.0.1 80", "nc -p x 127.0.0.1 80", "nc -4 ::1 80", "nc -4 -6 127.0.0.1 80", "nc -6 -4 ::1 80",
		"nc -4 -l :: 8123", "nc -6 -l 127.0.0.1 8123", "nc -l ::9 8123", "nc -l fe80::1%nope 8123", "nc -ln localhost 8123",
		"nc -z fe80::1%nope 81", "nc -zvw1 127.0.0.1 80", "nc -zw 127.0.0.1", "nc -w -1 127.0.0.1 1", "nc -w 99999999999 127.0.0.1 1",
		"nc -q 99999999999 127.0.0.1 1", "nc -zv 127.0.0.1 x-3", "nc -zv 127.0.0.1 3-", "nc -zv 127.0.0.1 7 9", "nc -uz 127.0.0.1 7",
		"nc 127.0.0.1 -l", "nc -x",
	} {
		if diff := cmp.Diff(real(t.Context(), nothing(), strings.Fields(words)), ours(t.Context(), nothing(), strings.Fields(words))); diff != "" {
			t.Errorf("unexpected outcome of %s (-netcat +ours):\n%s", words, diff)
		}
	}
}

// TestNetcatElsewhere holds that what is not built in is handed on, or refused by name.
func TestNetcatElsewhere(t *testing.T) {
	var said bytes.Buffer
	p := Process{Argv: strings.Fields("nc -vU /socket"), Stdout: &said, Stderr: &said}
	if got, want := Programs()["nc"](t.Context(), p), 1; got != want {
		t.Errorf("unexpected status of nc -U: want %d, got %d", want, got)
	}
	if got, want := said.String(), "vethlab: nc -vU /socket is not built in, and there is no other nc here\n"; got != want {
		t.Errorf("unexpected words of nc -U: want %q, got %q", want, got)
	}
	p.Elsewhere = func(context.Context) int { return 7 }
	if got, want := Programs()["nc"](t.Context(), p), 7; got != want {
		t.Errorf("unexpected status of nc -U elsewhere: want %d, got %d", want, got)
	}
}

// how runs a program to its end; it ends early when ctx does.
type how func(ctx context.Context, input io.Reader, words []string) outcome

func ours(ctx context.Context, input io.Reader, words []string) outcome {
	var out, complaints bytes.Buffer
	status := Programs()[words[0]](ctx, Process{Argv: words, Stdin: input, Stdout: &out, Stderr: &complaints})
	return outcome{Out: out.String(), Err: complaints.String(), Status: status}
}

func real(ctx context.Context, input io.Reader, words []string) outcome {
	var out, complaints bytes.Buffer
	c := exec.CommandContext(ctx, words[0], words[1:]...)
	c.Env = append(os.Environ(), "LC_ALL=C")
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.Stdout, c.Stderr = &out, &complaints
	if input != nil {
		// It is all there before the program starts: a server that is spoken to first leaves without having read what comes later.
		r, w, err := os.Pipe()
		if err != nil {
			return outcome{Err: err.Error()}
		}
		defer r.Close()
		if _, err := io.Copy(w, input); err != nil {
			return outcome{Err: err.Error()}
		}
		w.Close()
		c.Stdin = r
	}
	// How it ended is in its state.
	_ = c.Run()
	return outcome{Out: out.String(), Err: complaints.String(), Status: c.ProcessState.ExitCode()}
}

type meeting struct{ Server, Client outcome }

func (k talk) run(t *testing.T, by how) meeting {
	t.Helper()
	if k.server == "" {
		return meeting{Client: k.tidy(by(t.Context(), strings.NewReader(k.ask), strings.Fields(k.client)))}
	}
	return k.meet(t, by, by)
}

// meet lets a server and a client talk until the client has ended. A server that is still there then is ended.
func (k talk) meet(t *testing.T, server, client how) (m meeting) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan outcome, 1)
	go func() { done <- server(ctx, strings.NewReader(k.answer), strings.Fields(k.server)) }()
	k.listening(t)
	// The kernel keeps a port that was used for a minute.
	source := strconv.Itoa(9000 + rand.IntN(900))
	k.client = strings.Replace(k.client, "SOURCE", source, 1)
	m.Client = k.tidy(client(t.Context(), strings.NewReader(k.ask), strings.Fields(k.client)))
	stays := strings.Contains(k.server, "k") || strings.Contains(k.server, "u")
	if stays {
		k.drained(t)
		cancel()
	}
	m.Server = k.tidy(<-done)
	if stays {
		// How a signal ends a program is not netcat's.
		m.Server.Status = 0
	}
	return m
}

// listening waits until the kernel has the server's socket: netcat does not say so.
func (k talk) listening(t *testing.T) {
	t.Helper()
	k.until(t, func(sockets string) bool { return regexp.MustCompile(` 0[A7] `).MatchString(sockets) })
}

// drained waits until the server has read all that came, and left those who have gone.
func (k talk) drained(t *testing.T) {
	t.Helper()
	k.until(t, func(sockets string) bool {
		unread := regexp.MustCompile(` 0[17A] \w+:0*[1-9A-F]`)
		connected := regexp.MustCompile(` 0[189] `)
		return !unread.MatchString(sockets) && (strings.Contains(k.server, "u") || !connected.MatchString(sockets))
	})
}

// until waits for what the kernel says of the server's port: lines of /proc/net/tcp or udp (proc_net_tcp.rst).
func (k talk) until(t *testing.T, ok func(sockets string) bool) {
	t.Helper()
	port, err := strconv.Atoi(regexp.MustCompile(`\d+$`).FindString(k.server))
	if err != nil {
		t.Fatal(err)
	}
	protocol := "tcp"
	if strings.Contains(k.server, "u") {
		protocol = "udp"
	}
	var lines []string
	for range 1000 {
		text, err := os.ReadFile("/proc/net/" + protocol)
		if err != nil {
			t.Fatal(err)
		}
		// A machine without IPv6 has no such file.
		six, _ := os.ReadFile("/proc/net/" + protocol + "6")
		text = append(text, six...)
		lines = regexp.MustCompile(fmt.Sprintf(`(?m)^ *\d+: \w+:%04X .*$`, port)).FindAllString(string(text), -1)
		if ok(strings.Join(lines, "\n")) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("unexpected sockets of %s:\n%s", k.server, strings.Join(lines, "\n"))
}

// tidy leaves out the port that the kernel chose.
func (k talk) tidy(o outcome) outcome {
	o.Err = regexp.MustCompile(`(received on \S+) (9\d{3}|[3-6]\d{4})\b`).ReplaceAllString(o.Err, "$1 PORT")
	return o
}

// TestNetcatEnds holds that a server ends with its context.
func TestNetcatEnds(t *testing.T) {
	sandboxtest.Need(t)
	for _, words := range []string{"nc -l 8030", "nc -lk 8031", "nc -lu 8032", "httpd -p 8033"} {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan outcome, 1)
		go func() { done <- ours(ctx, nothing(), strings.Fields(words)) }()
		talk{server: words}.listening(t)
		cancel()
		if got := <-done; got.Err != "" {
			t.Errorf("unexpected words of %s: want none, got %q", words, got.Err)
		}
	}
}

// TestWeb fetches pages.
func TestWeb(t *testing.T) {
	sandboxtest.Need(t)
	dir := prepare(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan outcome, 2)
	go func() { done <- ours(ctx, nothing(), []string{"httpd", "-f", "-p", "127.0.0.1:8040", "-h", dir}) }()
	go func() { done <- ours(ctx, nothing(), []string{"httpd", "-p", "8041"}) }()
	talk{server: "httpd -f -p 8040"}.listening(t)
	talk{server: "httpd -p 8041"}.listening(t)
	hostname, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	silent, err := net.Listen("tcp", "127.0.0.1:8042")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		words string
		want  outcome
	}{
		{"wget -qO- http://127.0.0.1:8040/one", outcome{Out: "first\nsecond line\n"}},
		{"wget -O - 127.0.0.1:8041", outcome{Out: "hello from " + hostname + "\n", Err: "Connecting to 127.0.0.1:8041\n"}},
		{"wget -qO- 127.0.0.1:8040/nothing", outcome{Err: "wget: server returned error: HTTP/1.1 404 Not Found\n", Status: 1}},
		{"wget -qO- 127.0.0.1:8049", outcome{Err: "wget: can't connect to remote host (127.0.0.1): Connection refused\n", Status: 1}},
		{"wget -qO- -T 0.2 127.0.0.1:8042", outcome{Err: "wget: download timed out\n", Status: 1}},
		{"wget", outcome{Err: "usage: wget [-q] [-T seconds] -O - URL\n", Status: 1}},
		{"curl 127.0.0.1:8040/one", outcome{Out: "first\nsecond line\n"}},
		{"curl -s http://127.0.0.1:8041/", outcome{Out: "hello from " + hostname + "\n"}},
		{"curl -s 127.0.0.1:8049", outcome{Status: 7}},
		{"curl -s -m 0.2 127.0.0.1:8042", outcome{Status: 28}},
		{"curl -s no.such.host.invalid", outcome{Status: 6}},
		{"curl", outcome{Err: "curl: try 'curl [-s] [-m seconds] URL'\n", Status: 2}},
	} {
		if diff := cmp.Diff(test.want, ours(t.Context(), nothing(), strings.Fields(test.words))); diff != "" {
			t.Errorf("unexpected outcome of %s (-want +got):\n%s", test.words, diff)
		}
	}
	silent.Close()
	cancel()
	for range 2 {
		<-done
	}
}

func nothing() io.Reader { return strings.NewReader("") }
