package tool

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

func echo(_ context.Context, p Process) int {
	words, end := p.Argv[1:], "\n"
	if len(words) > 0 && words[0] == "-n" {
		words, end = words[1:], ""
	}
	fmt.Fprint(p.Stdout, strings.Join(words, " "), end)
	return 0
}

func env(_ context.Context, p Process) int {
	for _, v := range p.Env {
		fmt.Fprintln(p.Stdout, v)
	}
	return 0
}

func hostname(_ context.Context, p Process) int {
	name, err := os.Hostname()
	if err != nil {
		p.complain("%s", strerror(err))
		return 1
	}
	fmt.Fprintln(p.Stdout, name)
	return 0
}

func id(_ context.Context, p Process) int {
	fmt.Fprintf(p.Stdout, "uid=%d(root) gid=%d(root) groups=%[2]d(root)\n", os.Getuid(), os.Getgid())
	return 0
}

func whoami(_ context.Context, p Process) int {
	fmt.Fprintln(p.Stdout, "root")
	return 0
}

// seq prints whole numbers, each in a line of its own: from the first, which is usually 1, in steps of usually 1, to the last.
func seq(ctx context.Context, p Process) int {
	words := p.Argv[1:]
	switch {
	case len(words) == 0:
		p.complain("missing operand")
		return 1
	case len(words) > 3:
		p.complain("extra operand '%s'", words[3])
		return 1
	}
	var numbers []int
	for _, w := range words {
		n, err := strconv.Atoi(w)
		if _, noFloat := strconv.ParseFloat(w, 64); err != nil && noFloat != nil && !strings.HasPrefix(w, "-") {
			p.complain("invalid floating point argument: '%s'", w)
			return 1
		}
		if err != nil {
			return p.elsewhere(ctx)
		}
		numbers = append(numbers, n)
	}
	first, step, last := 1, 1, numbers[len(numbers)-1]
	if len(numbers) > 1 {
		first = numbers[0]
	}
	if len(numbers) > 2 {
		step = numbers[1]
	}
	if step == 0 {
		p.complain("invalid Zero increment value: '%s'", words[1])
		return 1
	}
	for n := first; step > 0 && n <= last || step < 0 && n >= last; n += step {
		if _, err := fmt.Fprintln(p.Stdout, n); err != nil || ctx.Err() != nil {
			return interrupted
		}
	}
	return 0
}

// sleep sleeps for the sum of its words: seconds, or with m, h or d behind.
func sleep(ctx context.Context, p Process) int {
	if len(p.Argv) < 2 {
		p.complain("missing operand")
		return 1
	}
	var total float64
	for _, w := range p.Argv[1:] {
		number, unit := w, 1.0
		for suffix, of := range map[string]float64{"s": 1, "m": 60, "h": 60 * 60, "d": 24 * 60 * 60} {
			if cut, ok := strings.CutSuffix(w, suffix); ok {
				number, unit = cut, of
			}
		}
		n, err := strconv.ParseFloat(number, 64)
		if err != nil && !errors.Is(err, strconv.ErrRange) || !(n >= 0) {
			p.complain("invalid time interval '%s'", w)
			return 1
		}
		total += n * unit
	}
	// What no timer can count is for ever.
	length := time.Duration(math.MaxInt64)
	if total < length.Seconds() {
		length = time.Duration(total * float64(time.Second))
	}
	over := time.NewTimer(length)
	defer over.Stop()
	select {
	case <-over.C:
		return 0
	case <-ctx.Done():
		return interrupted
	}
}

// interrupted is what a shell sees of a program that SIGINT ended.
const interrupted = 130

func uname(_ context.Context, p Process) int {
	o, ok := p.parse("asnrvmpio", "")
	if !ok {
		return 1
	}
	read := func(name string) string {
		text, _ := os.ReadFile("/proc/sys/kernel/" + name)
		return strings.TrimSpace(string(text))
	}
	machine := map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH]
	if len(o.set) == 0 {
		o.set['s'] = true
	}
	var words []string
	for _, f := range []struct {
		letter byte
		text   string
	}{{'s', "Linux"}, {'n', read("hostname")}, {'r', read("osrelease")}, {'v', read("version")}, {'m', machine}, {'o', "GNU/Linux"}} {
		if o.set[f.letter] || o.set['a'] {
			words = append(words, f.text)
		}
	}
	fmt.Fprintln(p.Stdout, strings.Join(words, " "))
	return 0
}

// ps lists the processes that /proc shows, which in a container are its own.
func ps(_ context.Context, p Process) int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		p.complain("%s", strerror(err))
		return 1
	}
	var pids []int
	for _, e := range entries {
		if pid, err := strconv.Atoi(e.Name()); err == nil {
			pids = append(pids, pid)
		}
	}
	slices.Sort(pids)
	fmt.Fprintln(p.Stdout, "PID   USER     COMMAND")
	for _, pid := range pids {
		line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
		if err != nil {
			continue
		}
		command := strings.Join(strings.FieldsFunc(string(line), func(r rune) bool { return r == 0 }), " ")
		fmt.Fprintf(p.Stdout, "%5d root     %s\n", pid, command)
	}
	return 0
}
