//go:build linux

package shell

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// setting is a line of sysctl.conf(5): a setting and its value, or settings that others leave out.
type setting struct {
	path    string // of its file, which may be a pattern
	value   string
	ignore  bool // that it cannot be written is no failure
	exclude bool // patterns of other lines leave it as it is
}

// sysctlConf is the file that is read where none is named, and after all others by --system.
const sysctlConf = "/etc/sysctl.conf"

const blanks = " \t\n\v\f\r"

// line reads a line of a file, or a word of the command line; ok tells whether it is a setting.
func (r *sysctlRun) line(source string, number int, line string) (s setting, ok bool) {
	key := strings.TrimLeft(line, blanks)
	if len(key) < 2 || key[0] == '#' || key[0] == ';' || !r.chosen(key) {
		return s, false
	}
	key, value, set := strings.Cut(key, "=")
	switch {
	case strings.HasPrefix(key, "-"):
		key = key[1:]
		s.ignore, s.exclude = set, !set
	case !set:
		r.warn("%s(%d): invalid syntax, continuing...", source, number)
		return s, false
	}
	s.value = trimRight(strings.TrimLeft(value, blanks))
	s.path = sysctlRoot + r.slashDot(strings.TrimPrefix(trimRight(key), "-"), '/')
	return s, true
}

// trimRight takes blanks away from the end, as sysctl.c does: the first byte stays.
func trimRight(text string) string {
	if text == "" {
		return text
	}
	return text[:1] + strings.TrimRight(text[1:], blanks)
}

// load is -p: the settings of the files that are named are written.
func (r *sysctlRun) load() int {
	files := r.words
	switch {
	case r.file != "":
		files = append([]string{r.file}, files...)
	case len(files) == 0:
		files = []string{sysctlConf}
	}
	var list []setting
	status := 0
	for _, file := range files {
		status |= r.collect(&list, file)
	}
	return status | r.setAll(list)
}

// system is --system: the files of the system are read, each name once, in the order of their names.
func (r *sysctlRun) system() int {
	r.ignore = true
	var files []string
	for _, dir := range []string{"/etc/sysctl.d", "/run/sysctl.d", "/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d", "/lib/sysctl.d"} {
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			known := slices.ContainsFunc(files, func(file string) bool { return filepath.Base(file) == e.Name() })
			if strings.HasSuffix(e.Name(), ".conf") && !known {
				files = append(files, dir+"/"+e.Name())
			}
		}
	}
	slices.SortFunc(files, func(a, b string) int { return cmp.Compare(filepath.Base(a), filepath.Base(b)) })
	if isRegular(sysctlConf) {
		files = append(files, sysctlConf)
	}
	var list []setting
	status := 0
	for _, file := range files {
		if !r.quiet {
			fmt.Fprintf(r.stdout, "* Applying %s ...\n", file)
		}
		status |= r.collect(&list, file)
	}
	return status | r.setAll(list)
}

// collect reads the settings of a file, or of all those that a pattern names, into a list.
func (r *sysctlRun) collect(list *[]setting, pattern string) int {
	number := 0
	for _, name := range r.filesOf(pattern) {
		var text io.Reader = r.stdin
		if !isStdin(name) {
			file, err := os.Open(inDir(r.dir, name))
			if err != nil {
				r.warn(`cannot open "%s": %s`, name, strerror(err))
				return 1
			}
			defer file.Close()
			text = file
		}
		for lines := bufio.NewReader(text); ; {
			line, err := lines.ReadString('\n')
			if number++; len(line) >= 2 {
				if s, ok := r.line(name, number, line); ok {
					*list = append(*list, s)
				}
			}
			if err != nil {
				// The end was no line.
				if line == "" {
					number--
				}
				break
			}
		}
	}
	return 0
}

// filesOf are the files that a pattern names; it is itself one where it names none.
func (r *sysctlRun) filesOf(pattern string) []string {
	if !isPattern(pattern) {
		return []string{pattern}
	}
	if filepath.IsAbs(pattern) {
		return cmpOrSelf(glob(pattern), pattern)
	}
	base := strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(r.dir) + "/"
	var names []string
	for _, path := range glob(base + pattern) {
		names = append(names, strings.TrimPrefix(path, r.dir+"/"))
	}
	return cmpOrSelf(names, pattern)
}

func cmpOrSelf(names []string, pattern string) []string {
	if len(names) == 0 {
		return []string{pattern}
	}
	return names
}

func isPattern(path string) bool { return strings.ContainsAny(path, "*?[") }

// glob is glob(3): what a pattern names, sorted. Names that begin with a point are meant only where the pattern has it.
func glob(pattern string) []string {
	paths, err := filepath.Glob(strings.ReplaceAll(pattern, "[!", "[^"))
	if err != nil {
		return nil
	}
	parts := strings.Split(pattern, "/")
	paths = slices.DeleteFunc(paths, func(path string) bool {
		for i, name := range strings.Split(path, "/") {
			if i < len(parts) && strings.HasPrefix(name, ".") && !strings.HasPrefix(strings.TrimPrefix(parts[i], `\`), ".") {
				return true
			}
		}
		return false
	})
	slices.Sort(paths)
	return paths
}

// setAll writes the settings of files. A pattern leaves those out that another line names.
func (r *sysctlRun) setAll(list []setting) int {
	named := map[string]bool{}
	for _, s := range list {
		named[s.path] = true
	}
	status := 0
	for _, s := range list {
		switch {
		case s.exclude:
		case !isPattern(s.path):
			status |= r.set(s.path, s)
		default:
			for _, path := range glob(s.path) {
				if !named[path] {
					status |= r.set(path, s)
				}
			}
		}
	}
	return status
}
