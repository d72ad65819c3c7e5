//go:build linux

package shell

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// sysctlRoot is the folder of the settings; those below net are the calling thread's namespace's.
const sysctlRoot = "/proc/sys/"

// sysctlRun is one run of sysctl(8), as procps 4.0.2 has it (src/sysctl.c).
type sysctlRun struct {
	sysctlOptions
	dir    string // where relative names of files begin
	stdin  io.Reader
	stdout *bufio.Writer
	stderr io.Writer
}

// sysctl reads and writes settings of the command's namespace.
func (c *command) sysctl(ctx context.Context, argv []string) (int, error) {
	o := parseSysctl(argv[1:])
	if o.foreign {
		return c.program(ctx, argv)
	}
	run := &sysctlRun{sysctlOptions: o, dir: c.dir, stdin: strings.NewReader(""), stdout: bufio.NewWriter(c.stdout), stderr: c.stderr}
	if c.stdin != nil {
		run.stdin = c.stdin
	}
	status := 0
	err := c.place.ns.Do(func() error {
		status = run.run()
		return nil
	})
	run.stdout.Flush()
	// As the 8 bits that a process may end with.
	return status & 0xff, err
}

func (r *sysctlRun) run() int {
	switch {
	case r.wrong != "":
		r.stdout.Flush()
		io.WriteString(r.stderr, r.wrong)
		fallthrough
	case r.mode == sysctlHelp:
		r.stdout.WriteString(sysctlUsage)
		return 0
	case r.mode == sysctlBare:
		io.WriteString(r.stderr, sysctlUsage)
		return 1
	case r.mode == sysctlVersion:
		r.stdout.WriteString("sysctl from procps-ng 4.0.2\n")
		return 0
	case r.mode == sysctlSystem:
		return r.system()
	case r.mode == sysctlAll:
		return r.folder(sysctlRoot)
	case r.mode == sysctlLoad:
		return r.load()
	case len(r.words) == 0:
		r.warn("no variables specified\nTry `sysctl --help' for more information.")
		return 1
	case r.names && r.quiet:
		r.warn("options -N and -q cannot coexist\nTry `sysctl --help' for more information.")
		return 1
	}
	status := 0
	for _, word := range r.words {
		if !r.write && !strings.Contains(word, "=") {
			status += r.read(word)
			continue
		}
		s, ok := r.line("command line", 0, word)
		if !ok {
			status |= 1
			continue
		}
		status |= r.set(s.path, s)
	}
	return status
}

// warn tells of what went wrong. What was printed before comes out before it, as error(3) has it.
func (r *sysctlRun) warn(format string, v ...any) {
	r.stdout.Flush()
	fmt.Fprintf(r.stderr, "sysctl: "+format+"\n", v...)
}

// read prints a setting, or all those of a folder.
func (r *sysctlRun) read(name string) int {
	if name == "" {
		r.warn(`"" is an unknown key`)
		return -1
	}
	r.slashDot(name, '.')
	path := sysctlRoot + r.slashDot(name, '/')
	key := r.slashDot(name, '.')
	info, err := os.Stat(path)
	switch {
	case err != nil && r.ignore:
		return 0
	case err != nil:
		r.warn("cannot stat %s: %s", path, strerror(err))
		return 1
	case info.Mode()&0o400 == 0:
		return 0
	case !r.inRoot(path):
		return -1
	case info.IsDir():
		return r.folder(path + "/")
	case !r.chosen(key):
		return 0
	case r.names:
		fmt.Fprintf(r.stdout, "%s\n", key)
		return 0
	}
	text, err := readSetting(path)
	if err != nil {
		return r.unreadable(key, err)
	}
	r.print(key, text)
	return 0
}

// unreadable tells why a setting cannot be read.
func (r *sysctlRun) unreadable(key string, err error) int {
	switch {
	case errors.Is(err, unix.ENOENT) && r.ignore:
		return 0
	case errors.Is(err, unix.ENOENT):
		r.warn(`"%s" is an unknown key`, key)
	case errors.Is(err, unix.EACCES):
		r.warn("permission denied on key '%s'", key)
	case errors.Is(err, unix.EIO):
		// That of a secret which was never set.
	default:
		r.warn(`reading key "%s": %s`, key, strerror(err))
	}
	return 1
}

// readSetting reads a setting in one piece: of many of them the kernel gives no second one.
func readSetting(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	for text := make([]byte, 8192); ; text = make([]byte, 2*len(text)) {
		n, err := file.ReadAt(text, 0)
		if n < len(text) {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return string(text[:n]), err
		}
	}
}

// print writes what a setting says, each of its lines with its name.
func (r *sysctlRun) print(key, text string) {
	for line := range strings.SplitAfterSeq(text, "\n") {
		switch {
		case line == "":
		case !r.values:
			fmt.Fprintf(r.stdout, "%s = %s\n", key, strings.TrimSuffix(line, "\n"))
		case r.binary:
			r.stdout.WriteString(strings.TrimSuffix(line, "\n"))
		default:
			r.stdout.WriteString(line)
		}
	}
}

// folder prints the settings below a folder, in the kernel's order.
func (r *sysctlRun) folder(path string) int {
	file, err := os.Open(path)
	if err != nil {
		r.warn(`unable to open directory "%s"`, path)
		return 1
	}
	names, _ := file.Readdirnames(-1)
	file.Close()
	status := 0
	for _, name := range names {
		if !r.deprecated && (name == "base_reachable_time" || name == "retrans_time") {
			continue
		}
		info, err := os.Stat(path + name)
		switch {
		case err != nil:
			r.warn("cannot stat %s: %s", path+name, strerror(err))
		case info.IsDir():
			r.folder(path + name + "/")
		default:
			status |= r.read(strings.TrimPrefix(path, sysctlRoot) + name)
		}
		if _, err := r.stdout.Write(nil); err != nil {
			break
		}
	}
	return status
}

// set writes a setting and prints it.
func (r *sysctlRun) set(path string, s setting) int {
	info, err := os.Stat(path)
	switch {
	case err != nil && r.ignore:
		return 0
	case err != nil:
		r.warn("cannot stat %s: %s", path, strerror(err))
		return 1
	case !r.inRoot(path):
		return 1
	}
	key := r.slashDot(strings.TrimPrefix(path, sysctlRoot), '.')
	if info.Mode()&0o200 == 0 || info.IsDir() {
		// The number of the error is what looking for symbolic links has left.
		r.warn(`setting key "%s": %s`, key, strerror(unix.EINVAL))
		return 0
	}
	if !r.dry {
		if status := r.put(path, key, s); status != 0 {
			return status
		}
	}
	if r.quiet && !r.dry {
		return 0
	}
	switch {
	case r.names, r.values && !r.binary:
		fmt.Fprintf(r.stdout, "%s\n", s.value)
	case r.values:
		r.stdout.WriteString(s.value)
	default:
		fmt.Fprintf(r.stdout, "%s = %s\n", key, s.value)
	}
	return 0
}

// put gives a setting its value.
func (r *sysctlRun) put(path, key string, s setting) int {
	ignoring := ""
	if s.ignore {
		ignoring = ", ignoring"
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
	switch {
	case err == nil:
	case errors.Is(err, unix.ENOENT) && r.ignore:
		return 0
	case errors.Is(err, unix.ENOENT):
		r.warn(`"%s" is an unknown key%s`, key, ignoring)
	case errors.Is(err, unix.EPERM), errors.Is(err, unix.EROFS), errors.Is(err, unix.EACCES):
		r.warn(`permission denied on key "%s"%s`, key, ignoring)
	default:
		r.warn(`setting key "%s"%s: %s`, key, ignoring, strerror(err))
	}
	if err != nil {
		if s.ignore {
			return 0
		}
		return 1
	}
	defer file.Close()
	if _, err := file.WriteString(s.value + "\n"); err != nil {
		r.warn(`setting key "%s": %s`, key, strerror(err))
		return 1
	}
	return 0
}

// inRoot tells whether a path is that of a setting, and complains if it is not.
func (r *sysctlRun) inRoot(path string) bool {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return false
	}
	if !strings.HasPrefix(real, sysctlRoot) {
		r.warn("Path is not under %s: %s", sysctlRoot, path)
		return false
	}
	return true
}

// slashDot gives a name with the separator that is wanted in place of the other. Which one it has now its first one tells; where
// that is the other one, the two change places, so that net/ipv4/conf/eth0.1 keeps its point.
func (r *sysctlRun) slashDot(name string, wanted byte) string {
	first := strings.IndexAny(name, "/.")
	if first < 0 || name[first] == wanted {
		return name
	}
	text, warned := []byte(name), false
	for i, c := range text {
		if c != '/' && c != '.' {
			continue
		}
		if !warned && i+1 < len(text) && (text[i+1] == '/' || text[i+1] == '.') {
			r.warn("separators should not be repeated: %s", text[i:])
			warned = true
		}
		text[i] = '/' + '.' - c
	}
	return string(text)
}

// isRegular tells whether a path is a plain file.
func isRegular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Type() == fs.FileMode(0)
}
