package tool

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// listed is a file as ls shows it.
type listed struct {
	name string
	path string
	info fs.FileInfo
}

func ls(_ context.Context, p Process) (status int) {
	o, ok := p.parse("la1idLhRt", "")
	if !ok {
		return 2
	}
	names := o.rest
	if len(names) == 0 {
		names = []string{"."}
	}
	var files []listed
	var order []string
	for _, name := range names {
		at := p.path(name)
		stat := os.Stat
		if (o.set['l'] || o.set['d']) && !o.set['L'] {
			stat = os.Lstat
		}
		info, err := stat(at)
		if err != nil && stat != nil {
			if info, err = os.Lstat(at); o.set['L'] || err != nil {
				p.complain("cannot access '%s': %s", name, "No such file or directory")
				status = 2
				continue
			}
		}
		if !info.IsDir() || o.set['d'] {
			files = append(files, listed{name, at, info})
			continue
		}
		order = append(order, name)
	}
	slices.SortFunc(files, sorted(o))
	slices.Sort(order)
	show(p, o, files)
	for i := 0; i < len(order); i++ {
		name := order[i]
		list, err := folder(p.path(name), o)
		if err != nil {
			p.complain("cannot open directory '%s': %s", name, strerror(err))
			status = 2
			continue
		}
		if o.set['R'] {
			order = slices.Insert(order, i+1, inner(name, list)...)
		}
		if len(names) > 1 || o.set['R'] {
			if i > 0 || len(files) > 0 {
				fmt.Fprintln(p.Stdout)
			}
			fmt.Fprintf(p.Stdout, "%s:\n", name)
		}
		if o.set['l'] {
			fmt.Fprintf(p.Stdout, "total %d\n", blocks(list))
		}
		show(p, o, list)
	}
	return status
}

// sorted is the order of the files: by name, or the newest first.
func sorted(o options) func(a, b listed) int {
	return func(a, b listed) int {
		newer := 0
		if o.set['t'] {
			newer = b.info.ModTime().Compare(a.info.ModTime())
		}
		return cmp.Or(newer, strings.Compare(a.name, b.name))
	}
}

// inner are the folders in a folder's list.
func inner(name string, list []listed) (folders []string) {
	for _, f := range list {
		if f.info.IsDir() && f.name != "." && f.name != ".." {
			folders = append(folders, strings.TrimSuffix(name, "/")+"/"+f.name)
		}
	}
	return folders
}

// folder lists a folder, with -a the hidden files and the folder itself too.
func folder(at string, o options) ([]listed, error) {
	all := o.set['a']
	entries, err := os.ReadDir(at)
	if err != nil {
		return nil, err
	}
	var list []listed
	if all {
		for _, name := range []string{".", ".."} {
			if info, err := os.Stat(filepath.Join(at, name)); err == nil {
				list = append(list, listed{name, filepath.Join(at, name), info})
			}
		}
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || (!all && strings.HasPrefix(e.Name(), ".")) {
			continue
		}
		list = append(list, listed{e.Name(), filepath.Join(at, e.Name()), info})
	}
	slices.SortFunc(list, sorted(o))
	return list, nil
}

// blocks are those that the files take, of 1024 bytes.
func blocks(list []listed) (n int64) {
	for _, f := range list {
		if s, ok := f.info.Sys().(*syscall.Stat_t); ok {
			n += s.Blocks
		}
	}
	return n / 2
}

// show prints a line for each file. Columns are as wide as their widest.
func show(p Process, o options, list []listed) {
	rows := make([][]string, len(list))
	for i, f := range list {
		rows[i] = f.row(o)
	}
	widths := map[int]int{}
	for _, r := range rows {
		for i, cell := range r {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for _, r := range rows {
		for i, cell := range r {
			switch {
			case i == len(r)-1:
				fmt.Fprintln(p.Stdout, cell)
			case o.set['l'] && (i == len(r)-5 || i == len(r)-4):
				fmt.Fprintf(p.Stdout, "%-*s ", widths[i], cell)
			default:
				fmt.Fprintf(p.Stdout, "%*s ", widths[i], cell)
			}
		}
	}
}

func (f listed) row(o options) []string {
	var row []string
	s, _ := f.info.Sys().(*syscall.Stat_t)
	if o.set['i'] && s != nil {
		row = append(row, strconv.FormatUint(s.Ino, 10))
	}
	if !o.set['l'] || s == nil {
		return append(row, f.name)
	}
	name := f.name
	if f.info.Mode()&fs.ModeSymlink != 0 {
		if to, err := os.Readlink(f.path); err == nil {
			name += " -> " + to
		}
	}
	return append(row, modeText(f.info.Mode()), strconv.FormatUint(uint64(s.Nlink), 10), owner(s.Uid), owner(s.Gid),
		strconv.FormatInt(f.info.Size(), 10), when(f.info.ModTime()), name)
}

// owner is root, or a number: there are no other names in a container.
func owner(id uint32) string {
	if id == 0 {
		return "root"
	}
	return strconv.Itoa(int(id))
}

// when is the time as ls -l shows it: the year in place of the hour for what is older than half a year.
func when(t time.Time) string {
	if age := time.Since(t); age > 182*24*time.Hour || age < 0 {
		return t.Format("Jan _2  2006")
	}
	return t.Format("Jan _2 15:04")
}

// modeText is the mode in ls's ten letters.
func modeText(m fs.FileMode) string {
	kind := byte('-')
	switch {
	case m&fs.ModeDir != 0:
		kind = 'd'
	case m&fs.ModeSymlink != 0:
		kind = 'l'
	case m&fs.ModeCharDevice != 0:
		kind = 'c'
	case m&fs.ModeDevice != 0:
		kind = 'b'
	case m&fs.ModeNamedPipe != 0:
		kind = 'p'
	case m&fs.ModeSocket != 0:
		kind = 's'
	}
	text := []byte(string(kind) + "rwxrwxrwx")
	for i := range 9 {
		if m.Perm()&(1<<(8-i)) == 0 {
			text[i+1] = '-'
		}
	}
	for _, special := range []struct {
		bit    fs.FileMode
		at     int
		letter byte
	}{{fs.ModeSetuid, 3, 's'}, {fs.ModeSetgid, 6, 's'}, {fs.ModeSticky, 9, 't'}} {
		if m&special.bit != 0 {
			if text[special.at] == '-' {
				special.letter -= 'a' - 'A'
			}
			text[special.at] = special.letter
		}
	}
	return string(text)
}
