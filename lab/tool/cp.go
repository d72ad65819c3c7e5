package tool

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// cp copies files, and with -r folders.
func cp(_ context.Context, p Process) (status int) {
	o, ok := p.operands("rRfT", "", "missing file operand")
	switch {
	case !ok:
		return 1
	case len(o.rest) == 1:
		p.complain("missing destination file operand after '%s'", o.rest[0])
		return 1
	}
	from, to := o.rest[:len(o.rest)-1], o.rest[len(o.rest)-1]
	info, err := os.Stat(p.path(to))
	into := err == nil && info.IsDir() && !o.set['T']
	if len(from) > 1 && !into {
		reason := "Not a directory"
		if err != nil {
			reason = strerror(err)
		}
		p.complain("target '%s': %s", to, reason)
		return 1
	}
	for _, name := range from {
		at := to
		if into {
			at = strings.TrimSuffix(to, "/") + "/" + filepath.Base(name)
		}
		if !p.copy(name, at, o.set['r'] || o.set['R']) {
			status = 1
		}
	}
	return status
}

// copy copies one file, or a folder with all that is in it, and complains of what it cannot.
func (p Process) copy(from, to string, folders bool) bool {
	stat := os.Stat
	if folders {
		stat = os.Lstat
	}
	info, err := stat(p.path(from))
	there, _ := os.Stat(p.path(to))
	switch {
	case err != nil:
		p.complain("cannot stat '%s': %s", from, strerror(err))
	case info.IsDir() && !folders:
		p.complain("-r not specified; omitting directory '%s'", from)
	case info.IsDir() && strings.HasPrefix(p.path(to)+"/", p.path(from)+"/"):
		p.complain("cannot copy a directory, '%s', into itself, '%s'", from, to)
	case there != nil && os.SameFile(info, there):
		p.complain("'%s' and '%s' are the same file", from, to)
	case info.IsDir():
		return p.copyFolder(from, to, info)
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := os.Readlink(p.path(from))
		if err == nil {
			err = os.Symlink(target, p.path(to))
		}
		if err != nil {
			p.complain("cannot create symbolic link '%s': %s", to, strerror(err))
		}
		return err == nil
	default:
		return p.copyFile(from, to, info)
	}
	return false
}

func (p Process) copyFolder(from, to string, info fs.FileInfo) bool {
	if err := os.Mkdir(p.path(to), info.Mode().Perm()); err != nil && !os.IsExist(err) {
		p.complain("cannot create directory '%s': %s", to, strerror(err))
		return false
	}
	entries, err := os.ReadDir(p.path(from))
	if err != nil {
		p.complain("cannot access '%s': %s", from, strerror(err))
		return false
	}
	all := true
	for _, e := range entries {
		all = p.copy(from+"/"+e.Name(), to+"/"+e.Name(), true) && all
	}
	return all
}

func (p Process) copyFile(from, to string, info fs.FileInfo) bool {
	in, err := os.Open(p.path(from))
	if err != nil {
		p.complain("cannot open '%s' for reading: %s", from, strerror(err))
		return false
	}
	defer in.Close()
	out, err := os.OpenFile(p.path(to), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, info.Mode().Perm())
	if err != nil {
		p.complain("cannot create regular file '%s': %s", to, strerror(err))
		return false
	}
	_, err = io.Copy(out, in)
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err != nil {
		p.complain("error writing '%s': %s", to, strerror(err))
	}
	return err == nil
}
