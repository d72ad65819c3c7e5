//go:build linux

package lab

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"vethlab/lab/kernel"
	"vethlab/lab/probe"
	"vethlab/lab/topo"
)

// patience is how long an event may take before it counts as lost.
const patience = 10 * time.Second

func newLab(t *testing.T) *Lab {
	t.Helper()
	l, err := Open(context.Background())
	if err != nil {
		t.Fatalf("unexpected error of Open: %v", err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Errorf("unexpected error of Close: %v", err)
		}
	})
	return l
}

// must runs a line that has to succeed, and gives what it printed.
func must(t *testing.T, l *Lab, line string) string {
	t.Helper()
	var out bytes.Buffer
	status, err := l.Run(context.Background(), line, &out)
	if err != nil || status != 0 {
		t.Fatalf("unexpected outcome of %s: want status 0, got %d, error %v: %s", line, status, err, &out)
	}
	return out.String()
}

// await takes topologies from Changes until one is right.
func await(t *testing.T, l *Lab, what string, right func(topo.Topology) bool) {
	t.Helper()
	for end := time.After(patience); ; {
		select {
		case now := <-l.Changes():
			if right(now) {
				return
			}
		case <-end:
			t.Fatalf("unexpected silence: want a topology with %s, got\n%s", what, l.Topology().Text())
		}
	}
}

func TestOpen(t *testing.T) {
	l := newLab(t)
	if got := l.Namespace(); got != topo.HostName {
		t.Errorf("unexpected namespace: want %s, got %s", topo.HostName, got)
	}
	all := l.Topology()
	if len(all.Namespaces) != 1 || all.Namespaces[0].Name != topo.HostName {
		t.Fatalf("unexpected topology: want the host alone, got\n%s", all.Text())
	}
	lo := all.Namespaces[0].Link("lo")
	if lo == nil || lo.Flags&topo.FlagUp == 0 || len(lo.Addrs) == 0 {
		t.Errorf("unexpected lo: want it up with its address, got\n%s", all.Text())
	}
}

// What a line did is in the topology when it is done.
func TestRunThenTopology(t *testing.T) {
	l := newLab(t)
	for _, step := range []struct {
		line  string
		right func(topo.Topology) bool
	}{
		{"ip netns add test0", func(all topo.Topology) bool { return all.Namespace("test0") != nil }},
		{"ip link add veth0 type veth peer name veth1", func(all topo.Topology) bool { return all.Namespace("host").Link("veth1") != nil }},
		{"ip link set veth1 netns test0", func(all topo.Topology) bool { return all.Namespace("test0").Link("veth1") != nil }},
		{"ip -n test0 addr add 192.168.5.3/24 dev veth1", func(all topo.Topology) bool {
			return all.Namespace("test0").Link("veth1").Addrs[0].String() == "192.168.5.3/24"
		}},
		{"ip netns del test0", func(all topo.Topology) bool { return all.Namespace("test0") == nil }},
	} {
		must(t, l, step.line)
		if all := l.Topology(); !step.right(all) {
			t.Fatalf("unexpected topology after %s:\n%s", step.line, all.Text())
		}
	}
}

func TestRunKeepsState(t *testing.T) {
	l := newLab(t)
	must(t, l, "ip netns add test0; cd /run; name=world")
	if got, want := must(t, l, "echo $name $PWD"), "world /run\n"; got != want {
		t.Errorf("unexpected output: want %q, got %q", want, got)
	}
	must(t, l, "ip netns exec test0 bash")
	if got := l.Namespace(); got != "test0" {
		t.Errorf("unexpected namespace after exec bash: want test0, got %s", got)
	}
	must(t, l, "exit")
	if got := l.Namespace(); got != topo.HostName {
		t.Errorf("unexpected namespace after exit: want host, got %s", got)
	}
	// A slip of exec ends no shell that somebody types in.
	if status, err := l.Run(context.Background(), "exec test0 ip addr", io.Discard); status != 127 || err != nil {
		t.Errorf("unexpected end of an exec of nothing: %d, %v", status, err)
	}
	if got, want := must(t, l, "echo $name"), "world\n"; got != want {
		t.Errorf("unexpected output after it: want %q, got %q", want, got)
	}
	// Left at the bottom, the shell is made anew, and the lab goes on.
	if _, err := l.Run(context.Background(), "exit 3", io.Discard); err != nil {
		t.Errorf("unexpected error of exit: %v", err)
	}
	must(t, l, "ip netns list")
}

// A real program makes changes that nobody told the lab about.
func TestChangesOfTheRealTool(t *testing.T) {
	ip, err := exec.LookPath("ip")
	if err != nil && os.Getenv("CI") == "" {
		t.Skip("there is no ip")
	}
	l := newLab(t)
	w, err := l.current()
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		args, what string
		right      func(topo.Topology) bool
	}{
		{"netns add test0", "test0", func(all topo.Topology) bool { return all.Namespace("test0") != nil }},
		{"link add veth0 type veth peer name veth1 netns test0", "the pair", func(all topo.Topology) bool {
			l := all.Namespace("host").Link("veth0")
			return l != nil && l.Peer != nil && all.Namespace("test0").ID == l.Peer.Namespace
		}},
		{"-n test0 link set veth1 up", "veth1 up", func(all topo.Topology) bool {
			return all.Namespace("test0").Link("veth1").Flags&topo.FlagUp != 0
		}},
		{"netns del test0", "neither test0 nor veth0", func(all topo.Topology) bool {
			return all.Namespace("test0") == nil && all.Namespace("host").Link("veth0") == nil
		}},
	} {
		err := w.host.Do(func() error { return exec.Command(ip, strings.Fields(step.args)...).Run() })
		if err != nil {
			t.Fatalf("unexpected error of ip %s: %v", step.args, err)
		}
		await(t, l, step.what, step.right)
	}
}

// Nothing that is not new is told.
func TestChangesAreQuiet(t *testing.T) {
	l := newLab(t)
	must(t, l, "ip link add br0 type bridge")
	var told []topo.Topology
	for range 20 {
		if _, err := l.Read(context.Background()); err != nil {
			t.Fatalf("unexpected error of Read: %v", err)
		}
		select {
		case now := <-l.Changes():
			told = append(told, now)
		default:
		}
	}
	for i := 1; i < len(told); i++ {
		if len(topo.Diff(told[i-1], told[i])) == 0 {
			t.Errorf("unexpected topology of Changes: want what differs, got the same again:\n%s", told[i].Text())
		}
	}
}

func TestReset(t *testing.T) {
	l := newLab(t)
	must(t, l, "ip netns add test0; ip link add veth0 type veth peer name veth1 netns test0; x=1")
	must(t, l, "ip netns exec test0 sleep 1000 & setsid sleep 1000 &")
	must(t, l, "ip netns exec test0 bash")
	before := l.Topology().Namespaces[0].ID
	if err := l.Reset(context.Background()); err != nil {
		t.Fatalf("unexpected error of Reset: %v", err)
	}
	if alive, err := others(); len(alive) > 0 || err != nil {
		t.Errorf("unexpected processes after Reset: want none, got %v, error %v", alive, err)
	}
	if names, err := os.ReadDir(kernel.RunDir); len(names) > 0 || err != nil {
		t.Errorf("unexpected names after Reset: want none, got %v, error %v", names, err)
	}
	all := l.Topology()
	if len(all.Namespaces) != 1 || len(all.Namespaces[0].Links) != 1 || all.Namespaces[0].ID == before {
		t.Errorf("unexpected topology after Reset: want a new host with lo, got\n%s", all.Text())
	}
	if got := l.Namespace(); got != topo.HostName {
		t.Errorf("unexpected namespace after Reset: want host, got %s", got)
	}
	if got := must(t, l, "echo ${x:-gone}"); got != "gone\n" {
		t.Errorf("unexpected variable after Reset: want gone, got %s", got)
	}
	must(t, l, "ip netns add test0")
}

// A reset does not wait for a line that has no end.
func TestResetEndsLine(t *testing.T) {
	l := newLab(t)
	began, ended := make(chan struct{}), make(chan error, 1)
	tell := sync.OnceFunc(func() { close(began) })
	go func() {
		_, err := l.Run(context.Background(), "echo began; sleep 1000", writer(tell))
		ended <- err
	}()
	<-began
	if err := l.Reset(context.Background()); err != nil {
		t.Fatalf("unexpected error of Reset: %v", err)
	}
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("unexpected error of Run: want that of its end, got %v", err)
	}
	must(t, l, "ip link show lo")
}

// writer is called at each write.
type writer func()

func (w writer) Write(p []byte) (int, error) {
	w()
	return len(p), nil
}

func TestScript(t *testing.T) {
	l := newLab(t)
	var out, errs bytes.Buffer
	script := "ip netns add $1\nip link show nothing\nexit 7\n"
	status, err := l.Script(context.Background(), "", strings.NewReader(script), Stdio{Out: &out, Err: &errs}, "blue")
	if status != 7 || err != nil {
		t.Errorf("unexpected outcome: want status 7, got %d, error %v", status, err)
	}
	if want := "Device \"nothing\" does not exist.\n"; errs.String() != want || out.Len() > 0 {
		t.Errorf("unexpected output: want %q, got %q and %q", want, &errs, &out)
	}
	after, err := l.Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if after.Namespace("blue") == nil {
		t.Errorf("unexpected topology: want blue in it, got\n%s", after.Text())
	}
}

func TestPing(t *testing.T) {
	l := newLab(t)
	ctx, stop := context.WithCancel(context.Background())
	replies, ended := make(chan Reply), make(chan error, 1)
	go func() {
		ended <- l.Ping(ctx, "test0", netip.MustParseAddr("127.0.0.1"), func(r Reply) { replies <- r })
	}()
	next := func(what string, right func(Reply) bool) {
		t.Helper()
		for end := time.After(patience); ; {
			select {
			case r := <-replies:
				if right(r) {
					return
				}
			case <-end:
				t.Fatalf("unexpected silence: want %s", what)
			}
		}
	}
	notSent := func(r Reply) bool { return r.Outcome == probe.NotSent }
	next("that there is no namespace", notSent)
	must(t, l, "ip netns add test0; ip -n test0 link set lo up")
	next("an answer", func(r Reply) bool { return r.Outcome == probe.Answered })
	// The ping must not keep the namespace: with its name it goes, and the pair too.
	must(t, l, "ip link add veth0 type veth peer name veth1 netns test0")
	must(t, l, "ip netns del test0")
	next("that there is no namespace again", notSent)
	await(t, l, "no veth0", func(all topo.Topology) bool { return all.Namespace("host").Link("veth0") == nil })
	stop()
	if err := <-ended; err != nil {
		t.Errorf("unexpected error of Ping: %v", err)
	}
}

func TestClosed(t *testing.T) {
	l := newLab(t)
	if err := l.Close(); err != nil {
		t.Fatalf("unexpected error of Close: %v", err)
	}
	if _, err := l.Run(context.Background(), "true", io.Discard); !errors.Is(err, os.ErrClosed) {
		t.Errorf("unexpected error of Run: want os.ErrClosed, got %v", err)
	}
	if err := l.Reset(context.Background()); !errors.Is(err, os.ErrClosed) {
		t.Errorf("unexpected error of Reset: want os.ErrClosed, got %v", err)
	}
	if err := l.Ping(context.Background(), "host", netip.MustParseAddr("127.0.0.1"), func(Reply) {}); err != nil {
		t.Errorf("unexpected error of Ping: %v", err)
	}
	for range l.Changes() {
		// What was read last may still be there; then the channel is closed.
	}
}

// Nothing of a lab is left after Close: no goroutine, no file, no name.
func TestCloseLeavesNothing(t *testing.T) {
	use := func() {
		l, err := Open(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		must(t, l, "ip netns add a; ip netns add b; ip link add x netns a type veth peer name y netns b; sleep 1000 &")
		must(t, l, "ip netns exec a bash")
		if err := l.Reset(context.Background()); err != nil {
			t.Fatal(err)
		}
		must(t, l, "ip netns add c; ip netns exec c true")
		if err := l.Close(); err != nil {
			t.Fatalf("unexpected error of Close: %v", err)
		}
	}
	use() // the runtime and the libraries open what they keep
	files, goroutines := openFiles(t), runtime.NumGoroutine()
	for range 5 {
		use()
	}
	if got := openFiles(t); got != files {
		t.Errorf("unexpected open files: want\n%s\ngot\n%s", files, got)
	}
	// One that has told its end may still have its last instructions before it.
	for limit := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > goroutines && time.Now().Before(limit); {
		runtime.Gosched()
	}
	if got := runtime.NumGoroutine(); got > goroutines {
		stacks := make([]byte, 1<<16)
		t.Errorf("unexpected goroutines: want %d, got %d:\n%s", goroutines, got, stacks[:runtime.Stack(stacks, true)])
	}
}

// openFiles are the kinds of files that are open, one a line.
func openFiles(t *testing.T) string {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	for _, e := range entries {
		target, err := os.Readlink(filepath.Join("/proc/self/fd", e.Name()))
		if err == nil {
			kind, _, _ := strings.Cut(target, ":[")
			list.WriteString(kind + "\n")
		}
	}
	return list.String()
}

// TestReadWhileMade reads again and again while namespaces and containers are made: none loses its links because the reader did not
// know it yet.
func TestReadWhileMade(t *testing.T) {
	for name, test := range map[string]struct {
		line, says string
		links      int
	}{
		"namespaces": {
			"for i in $(seq 100); do ip netns add n$i; ip link add v$i type veth peer name eth0 netns n$i; ip link set v$i up; done", "", 101,
		},
		"containers": {
			"for i in $(seq 8); do docker run -d --name c$i base sleep 100 >/dev/null; docker exec c$i ping -c 1 172.17.0.1 | grep -c ' 0% '; done",
			strings.Repeat("1\n", 8), 10,
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := ours(t)
			ctx, stop := context.WithCancel(t.Context())
			var reader sync.WaitGroup
			reader.Go(func() {
				for ctx.Err() == nil {
					if _, err := l.Read(context.Background()); err != nil {
						t.Error(err)
					}
				}
			})
			said := must(t, l, test.line)
			stop()
			reader.Wait()
			if said != test.says {
				t.Errorf("unexpected words: want %q, got %q", test.says, said)
			}
			if links := len(l.Topology().Namespaces[0].Links); links != test.links {
				t.Errorf("unexpected links of the host: want %d, got %d", test.links, links)
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		l, err := Open(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMany makes 300 namespaces at one bridge while somebody looks on, in a fresh lab.
func BenchmarkMany(b *testing.B) {
	const many = `ip link add br0 type bridge; ip link set br0 up
for i in $(seq 300); do
	ip netns add n$i; ip link add v$i type veth peer name eth0 netns n$i; ip link set v$i master br0; ip link set v$i up
	ip -n n$i addr add 10.0.$((i/250)).$((i%250+1))/16 dev eth0; ip -n n$i link set eth0 up
done`
	for name, looks := range map[string]bool{"alone": false, "looked at": true} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				l, err := Open(context.Background())
				if err != nil {
					b.Fatal(err)
				}
				if looks {
					l.Changes()
				}
				var said strings.Builder
				if status, err := l.Run(context.Background(), many, &said); err != nil || status != 0 || said.Len() > 0 {
					b.Fatalf("unexpected outcome: want status 0 and no words, got %d, error %v\n%s", status, err, &said)
				}
				if err := l.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
