package tool

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func cat(_ context.Context, p Process) int {
	o, ok := p.parse("nu", "")
	if !ok {
		return 1
	}
	names, number := o.rest, 0
	if len(names) == 0 {
		names = []string{"-"}
	}
	return p.each(names, func(_ string, r io.Reader) error {
		if !o.set['n'] {
			_, err := io.Copy(p.Stdout, r)
			return err
		}
		for lines := bufio.NewReader(r); ; {
			line, err := lines.ReadString('\n')
			if line != "" {
				number++
				fmt.Fprintf(p.Stdout, "%6d\t%s", number, line)
			}
			if err != nil {
				return unlessEnd(err)
			}
		}
	})
}

// each opens each file in turn; "-" is standard input.
func (p Process) each(names []string, f func(name string, r io.Reader) error) (status int) {
	for _, name := range names {
		var err error
		if name == "-" {
			err = f(name, p.stdin())
		} else if file, failed := os.Open(p.path(name)); failed != nil {
			err = failed
		} else {
			err = f(name, file)
			file.Close()
		}
		if err != nil && err != errSaid {
			p.complain("%s: %s", name, strerror(err))
		}
		if err != nil {
			status = 1
		}
	}
	return status
}

// errSaid is what a program has complained of already.
var errSaid = errors.New("already said")

// lineCount is -n of head and tail, or -NUMBER. With plus, +NUMBER counts from the first line, and from is true.
func (p Process) lineCount(plus bool) (n int, from bool, names []string, ok bool) {
	if len(p.Argv) > 1 && len(p.Argv[1]) > 1 && p.Argv[1][0] == '-' && strings.Trim(p.Argv[1][1:], "0123456789") == "" {
		p.Argv = slices.Concat(p.Argv[:1], []string{"-n"}, []string{p.Argv[1][1:]}, p.Argv[2:])
	}
	o, ok := p.parse("", "n")
	if !ok {
		return 0, false, nil, false
	}
	n = 10
	if o.set['n'] {
		word := o.values['n']
		if plus {
			word, from = strings.CutPrefix(word, "+")
		}
		var err error
		if n, err = strconv.Atoi(word); err != nil || n < 0 {
			p.complain("invalid number of lines: '%s'", o.values['n'])
			return 0, false, nil, false
		}
	}
	if len(o.rest) == 0 {
		o.rest = []string{"-"}
	}
	return n, from, o.rest, true
}

func head(_ context.Context, p Process) int {
	return p.ends(false, func(n int, _ bool, r io.Reader) error {
		lines := bufio.NewReader(r)
		for range n {
			line, err := lines.ReadString('\n')
			io.WriteString(p.Stdout, line)
			if err != nil {
				return unlessEnd(err)
			}
		}
		return nil
	})
}

// ends is what head and tail have in common: lines of each file, under its name where there are several.
func (p Process) ends(plus bool, lines func(n int, from bool, r io.Reader) error) (status int) {
	n, from, names, ok := p.lineCount(plus)
	if !ok {
		return 1
	}
	before := ""
	for _, name := range names {
		r, shown := p.stdin(), "standard input"
		if name != "-" {
			file, err := os.Open(p.path(name))
			if err != nil {
				p.complain("cannot open '%s' for reading: %s", name, strerror(err))
				status = 1
				continue
			}
			defer file.Close()
			r, shown = file, name
		}
		if len(names) > 1 {
			fmt.Fprintf(p.Stdout, "%s==> %s <==\n", before, shown)
			before = "\n"
		}
		if err := lines(n, from, r); err != nil {
			p.complain("error reading '%s': %s", shown, strerror(err))
			status = 1
		}
	}
	return status
}

func unlessEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func tail(_ context.Context, p Process) int {
	return p.ends(true, func(n int, from bool, r io.Reader) error {
		text, err := io.ReadAll(r)
		lines := slices.Collect(strings.Lines(string(text)))
		first := max(0, len(lines)-n)
		if from {
			first = min(max(0, n-1), len(lines))
		}
		io.WriteString(p.Stdout, strings.Join(lines[first:], ""))
		return err
	})
}

func wc(_ context.Context, p Process) int {
	o, ok := p.parse("lwc", "")
	if !ok {
		return 1
	}
	names := o.rest
	if len(names) == 0 {
		names = []string{"-"}
	}
	if len(o.set) == 0 {
		o.set = map[byte]bool{'l': true, 'w': true, 'c': true}
	}
	width := 1
	if len(names) > 1 || len(o.set) > 1 {
		width = p.countWidth(names)
	}
	var total [3]int
	show := func(counts [3]int, name string) {
		var words []string
		for i, letter := range []byte("lwc") {
			if o.set[letter] {
				words = append(words, fmt.Sprintf("%*d", width, counts[i]))
			}
		}
		if name != "" {
			words = append(words, name)
		}
		fmt.Fprintln(p.Stdout, strings.Join(words, " "))
	}
	status := p.each(names, func(name string, r io.Reader) error {
		text, err := io.ReadAll(r)
		counts := [3]int{strings.Count(string(text), "\n"), len(strings.Fields(string(text))), len(text)}
		for i, n := range counts {
			total[i] += n
		}
		if len(o.rest) == 0 {
			name = ""
		}
		if err != nil {
			p.complain("%s: %s", name, strerror(err))
			err = errSaid
		}
		show(counts, name)
		return err
	})
	if len(names) > 1 {
		show(total, "total")
	}
	return status
}

// countWidth is the width of wc's numbers: that of the size of all, or 7 where one has no size (compute_number_width of GNU's wc).
func (p Process) countWidth(names []string) int {
	width, size := 1, int64(0)
	for _, name := range names {
		var info fs.FileInfo
		var err error
		if name == "-" {
			if f, ok := p.stdin().(*os.File); ok {
				info, err = f.Stat()
			}
		} else {
			info, err = os.Stat(p.path(name))
		}
		switch {
		case err != nil:
		case info == nil, !info.Mode().IsRegular():
			width = 7
		default:
			size += info.Size()
		}
	}
	return max(width, len(strconv.FormatInt(size, 10)))
}

func ln(_ context.Context, p Process) int {
	o, ok := p.operands("sfnT", "", "missing file operand")
	if !ok {
		return 1
	}
	from, kind, link := o.rest[0], "hard", os.Link
	if o.set['s'] {
		kind, link = "symbolic", os.Symlink
	}
	to := filepath.Base(from)
	if len(o.rest) > 1 {
		to = o.rest[1]
	}
	at := p.path(to)
	info, err := os.Stat(at)
	if o.set['n'] {
		info, err = os.Lstat(at)
	}
	if err == nil && info.IsDir() && !o.set['T'] {
		to = strings.TrimSuffix(to, "/") + "/" + filepath.Base(from)
		at = p.path(to)
	}
	if o.set['f'] {
		// What is not there is in nobody's way.
		_ = os.Remove(at)
	}
	if !o.set['s'] {
		info, err := os.Lstat(p.path(from))
		switch {
		case err != nil:
			p.complain("failed to access '%s': %s", from, strerror(err))
			return 1
		case info.IsDir():
			p.complain("%s: hard link not allowed for directory", from)
			return 1
		}
		from = p.path(from)
	}
	if err := link(from, at); err != nil {
		p.complain("failed to create %s link '%s': %s", kind, to, strerror(err))
		return 1
	}
	return 0
}

func mkdir(_ context.Context, p Process) (status int) {
	o, ok := p.operands("pv", "m", "missing operand")
	if !ok {
		return 1
	}
	mode := fs.FileMode(0o777)
	if o.set['m'] {
		n, err := strconv.ParseUint(o.values['m'], 8, 32)
		if err != nil {
			p.complain("invalid mode '%s'", o.values['m'])
			return 1
		}
		mode = fs.FileMode(n)
	}
	for _, name := range o.rest {
		made := []string{name}
		make := os.Mkdir
		if o.set['p'] {
			made, make = p.missing(name), os.MkdirAll
		}
		if err := make(p.path(name), mode); err != nil {
			p.complain("cannot create directory '%s': %s", name, strerror(err))
			status = 1
			continue
		}
		for _, dir := range made {
			if o.set['v'] {
				fmt.Fprintf(p.Stdout, "mkdir: created directory '%s'\n", dir)
			}
		}
	}
	return status
}

// missing are the folders of a path that are not there, the outermost first.
func (p Process) missing(name string) (list []string) {
	for dir := name; dir != "." && dir != "/"; dir = filepath.Dir(dir) {
		if _, err := os.Stat(p.path(dir)); err == nil {
			break
		}
		list = append(list, dir)
	}
	slices.Reverse(list)
	return list
}

func rm(_ context.Context, p Process) (status int) {
	o, ok := p.parse("rfR", "")
	switch {
	case !ok:
		return 1
	case len(o.rest) == 0 && !o.set['f']:
		p.complain("missing operand")
		return 1
	}
	recursive := o.set['r'] || o.set['R']
	for _, name := range o.rest {
		info, err := os.Lstat(p.path(name))
		switch {
		case errors.Is(err, fs.ErrNotExist) && o.set['f']:
			continue
		case err == nil && info.IsDir() && !recursive:
			err = syscall.EISDIR
		case err == nil && recursive:
			err = os.RemoveAll(p.path(name))
		case err == nil:
			err = os.Remove(p.path(name))
		}
		if err != nil {
			p.complain("cannot remove '%s': %s", name, strerror(err))
			status = 1
		}
	}
	return status
}

func touch(_ context.Context, p Process) (status int) {
	o, ok := p.operands("c", "", "missing file operand")
	if !ok {
		return 1
	}
	for _, name := range o.rest {
		now := time.Now()
		err := os.Chtimes(p.path(name), now, now)
		if errors.Is(err, fs.ErrNotExist) {
			if o.set['c'] {
				continue
			}
			var f *os.File
			if f, err = os.OpenFile(p.path(name), os.O_CREATE|os.O_WRONLY, 0o666); err == nil {
				err = f.Close()
			}
		}
		if err != nil {
			p.complain("cannot touch '%s': %s", name, strerror(err))
			status = 1
		}
	}
	return status
}

func readlink(_ context.Context, p Process) (status int) {
	o, ok := p.operands("fen", "", "missing operand")
	if !ok {
		return 1
	}
	for _, name := range o.rest {
		read := os.Readlink
		if o.set['f'] || o.set['e'] {
			read = filepath.EvalSymlinks
		}
		to, err := read(p.path(name))
		if err != nil {
			status = 1
			continue
		}
		fmt.Fprintln(p.Stdout, to)
	}
	return status
}

func pwd(_ context.Context, p Process) int {
	dir := p.Dir
	if dir == "" {
		dir, _ = os.Getwd()
	}
	fmt.Fprintln(p.Stdout, dir)
	return 0
}
