//go:build linux

package shell

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aymanbagabas/go-udiff"
	"mvdan.cc/sh/v3/shell"

	"vethlab/lab/ipcmd"
	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/sandbox/sandboxtest"
	"vethlab/lab/topo"
)

var (
	transcribePairs = flag.Int("transcribe.pairs", 0, "how many pairs of generated states our shell is led between; 0 is 120 for root, else 30")
	transcribeBash  = flag.Int("transcribe.bash", 20, "how many of them bash is, too")
	transcribeSeed  = flag.Uint64("transcribe.seed", 1, "the first pair's seed; the others' follow")
)

// lot is a host with nothing around it.
type lot struct {
	t    *testing.T
	host *netns.Namespace
	k    *kernel.Kernel
}

func newLot(t *testing.T) *lot {
	t.Helper()
	host, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	p := &lot{t, host, kernel.New(host)}
	if err := p.k.TrustHost(); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *lot) close() {
	p.run("ip -all netns delete")
	p.k.Close()
	p.host.Close()
}

// run carries a script out in our shell, and gives what it printed.
func (p *lot) run(script string) (int, string) {
	p.t.Helper()
	var out bytes.Buffer
	s, err := New(Config{Kernel: p.k, Host: p.host, Stdout: &out, Stderr: &out})
	if err != nil {
		p.t.Fatal(err)
	}
	defer s.Close()
	status, err := s.Script(context.Background(), "", strings.NewReader(script))
	if err != nil {
		p.t.Fatal(err)
	}
	return status, out.String()
}

// bash carries a script out in bash with the machine's own tools.
func (p *lot) bash(script string) (int, string) {
	p.t.Helper()
	p.k.Stranger()
	c := exec.Command("bash", "-c", script)
	c.Env = append(os.Environ(), "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
	var out []byte
	err := p.host.Do(func() (err error) { out, err = c.CombinedOutput(); return err })
	if c.ProcessState == nil {
		p.t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), string(out)
}

// read gives the topology without what comes and goes by itself: learned forwarding entries, and neighbours that were asked for.
func (p *lot) read() topo.Topology {
	p.t.Helper()
	t, err := p.k.Topology(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	for i := range t.Namespaces {
		ns := &t.Namespaces[i]
		ns.FDB = slices.DeleteFunc(ns.FDB, func(e topo.FDBEntry) bool { return e.State != "static" && e.State != "permanent" })
		ns.Neighbours = slices.DeleteFunc(ns.Neighbours, func(n topo.Neighbour) bool { return !slices.Contains(n.State, "PERMANENT") })
	}
	return t
}

// settled reads until two readings are the same, and the kernel has settled what each loss of a carrier means.
func (p *lot) settled() topo.Topology {
	p.t.Helper()
	every := time.NewTicker(settling / 500)
	defer every.Stop()
	last := p.read()
	for end := time.Now().Add(settling); ; <-every.C {
		now := p.read()
		if topo.Equal(now, last) && !losing(now) || time.Now().After(end) {
			return now
		}
		last = now
	}
}

func losing(t topo.Topology) bool {
	for _, ns := range t.Namespaces {
		for _, l := range ns.Links {
			if l.Flags&topo.FlagRunning != 0 && l.Flags&topo.FlagLowerUp == 0 {
				return true
			}
		}
	}
	return false
}

// arrive reads what a script makes of nothing.
func arrive(t *testing.T, script string) topo.Topology {
	t.Helper()
	p := newLot(t)
	defer p.close()
	p.run(script)
	return p.settled()
}

// lead transcribes what leads from where a lot is to a topology, and carries it out. The result is empty, or tells what differs.
func (p *lot) lead(wanted topo.Topology, bash bool) string {
	p.t.Helper()
	begin := p.settled()
	script := "set -ex\n"
	for _, s := range ipcmd.Transcribe(begin, wanted) {
		if wrong := misread(s); wrong != "" {
			return wrong
		}
		script += s.String() + "\n"
	}
	run := p.run
	if bash {
		run = p.bash
	}
	if status, out := run(script); status != 0 {
		return fmt.Sprintf("status %d: %s\nof:\n%s", status, out, script)
	}
	every := time.NewTicker(settling / 400)
	defer every.Stop()
	for end := time.Now().Add(settling / 2); ; <-every.C {
		got := p.read()
		difference := udiff.Unified("wanted", "got", text(wanted), text(got))
		if difference == "" {
			if steps := ipcmd.Transcribe(got, got); len(steps) != 0 {
				return fmt.Sprintf("unexpected steps to itself: %s", steps)
			}
			return ""
		}
		if time.Now().After(end) {
			return fmt.Sprintf("%s\nof:\n%s\nfrom:\n%s", difference, script, text(begin))
		}
	}
}

// misread tells what is wrong with a step of ip or bridge: it must be a command of ours, whose text is read as the same command.
func misread(s ipcmd.Step) string {
	words := s.Words()
	parse := map[string]func([]string) (ipcmd.Command, error){"ip": ipcmd.Parse, "bridge": ipcmd.ParseBridge}[words[0]]
	if parse == nil {
		return ""
	}
	c, err := parse(words[1:])
	if _, foreign := c.Action.(ipcmd.Foreign); err != nil || foreign {
		return fmt.Sprintf("%s: not a command of ours: %v", s, err)
	}
	for _, line := range []string{s.String(), c.String()} {
		fields, err := shell.Fields(line, nil)
		if err != nil {
			return fmt.Sprintf("%s: %v", line, err)
		}
		if again, err := parse(fields[1:]); err != nil || !reflect.DeepEqual(again, c) {
			return fmt.Sprintf("%s: read as %#v, want %#v, error %v", line, again, c, err)
		}
	}
	return ""
}

// text is the shape of a topology, a value a line.
func text(t topo.Topology) string {
	var b strings.Builder
	for _, ns := range topo.Shape(t).Namespaces {
		fmt.Fprintf(&b, "%s\n", ns.Name)
		for _, l := range ns.Links {
			addrs := l.Addrs
			l.Addrs = nil
			fmt.Fprintf(&b, " %s\n", asJSON(l))
			for _, a := range addrs {
				fmt.Fprintf(&b, "   %s\n", asJSON(a))
			}
		}
		for _, r := range ns.Routes {
			fmt.Fprintf(&b, "  route %s\n", asJSON(r))
		}
		for _, r := range ns.Rules {
			fmt.Fprintf(&b, "  rule %s\n", asJSON(r))
		}
		for _, n := range ns.Neighbours {
			fmt.Fprintf(&b, "  neigh %s\n", asJSON(n))
		}
		for _, f := range ns.FDB {
			fmt.Fprintf(&b, "  fdb %s\n", asJSON(f))
		}
		fmt.Fprintf(&b, "  sysctl %+v\n  tables %+v\n", ns.Sysctls, ns.Tables)
	}
	return b.String()
}

func asJSON(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

// TestTranscribe leads one world from each generated state to the next.
func TestTranscribe(t *testing.T) {
	pairs := *transcribePairs
	switch {
	case pairs == 0 && sandboxtest.AsRoot(t):
		pairs = 120
	case pairs == 0:
		pairs = 30
	}
	t.Run("shell", func(t *testing.T) { walk(t, pairs, false) })
	t.Run("bash", func(t *testing.T) {
		for _, tool := range []string{"bash", "ip", "bridge", "sysctl"} {
			if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") == "" {
				t.Skipf("no real %s to carry it out", tool)
			}
		}
		walk(t, *transcribeBash, true)
	})
}

func walk(t *testing.T, pairs int, bash bool) {
	script := func(i int) string { return newState(rand.New(rand.NewPCG(*transcribeSeed+uint64(i), 0))) }
	// Two lots have the same names at different times.
	states := make([]topo.Topology, pairs+1)
	for i := range states {
		states[i] = arrive(t, script(i))
	}
	p := newLot(t)
	defer func() { p.close() }()
	p.run(script(0))
	for i := 1; i <= pairs; i++ {
		difference := p.lead(states[i], bash)
		// What the kernel does in its own time may come before a command or after it, also in what is wanted.
		for try := 1; try < tries && difference != ""; try++ {
			p.close()
			states[i] = arrive(t, script(i))
			p = newLot(t)
			p.run(script(i - 1))
			difference = p.lead(states[i], bash)
		}
		if difference != "" {
			t.Fatalf("unexpected outcome of seed %d: %s\nfirst:\n%s\nsecond:\n%s", *transcribeSeed+uint64(i-1), difference, script(i-1), script(i))
		}
	}
}
