package ipcmd

import (
	"slices"
	"strconv"
	"strings"
)

// Databases reads the names for numbers that a machine has of its own, in the files of /etc/iproute2 (lib/rt_names.c). Debian's are known
// without it.
type Databases interface {
	// Read gives such a file, "rt_tables", and those of its folder, "rt_tables.d"; none where there is none.
	Read(file string) []DatabaseFile
	// Corrupted is told of a line that is no name, and behind which nothing was read.
	Corrupted(path, line string)
}

// DatabaseFile is a file with names.
type DatabaseFile struct{ Path, Text string }

// database is the names of one file, as far as Debian has them.
type database struct {
	file  string
	names []numberName
	// chained tells that iproute2 keeps these names in lists, where a name stays good once its number has got another one, and reads the file
	// before it looks. Others are in arrays, and for a number whose name is known no file is read.
	chained bool
}

// ownNames are those of the machine, read for one command. Nil has none.
type ownNames struct {
	from Databases
	read map[string][]numberName // by the file; what was not asked for is not read
}

func ownFrom(d Databases) *ownNames {
	if d == nil {
		return nil
	}
	return &ownNames{d, map[string][]numberName{}}
}

// in gives all names of a database, the machine's first, of several for a number the last.
func (o *ownNames) in(d database) []numberName {
	if o == nil {
		return d.names
	}
	list, read := o.read[d.file]
	if read {
		return list
	}
	var lines []numberName
	for _, file := range o.from.Read(d.file) {
		names, wrong := readNames(file.Text)
		if lines = append(lines, names...); wrong != "" {
			o.from.Corrupted(file.Path, wrong)
		}
	}
	slices.Reverse(lines)
	for _, n := range append(lines, d.names...) {
		if d.chained || !slices.ContainsFunc(list, func(other numberName) bool { return other.number == n.number }) {
			list = append(list, n)
		}
	}
	o.read[d.file] = list
	return list
}

// knows tells whether a name of Debian's is the name of its number, without a look into the file.
func (o *ownNames) knows(d database) bool {
	if o == nil {
		return true
	}
	_, read := o.read[d.file]
	return !read && !d.chained
}

// readNames reads a file's lines: a number, which 0x may begin, and a name (fread_id_name). It ends at one that is neither.
func readNames(text string) (list []numberName, wrong string) {
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0][0] == '#' {
			continue
		}
		base, digits := 10, words[0]
		if hex, ok := strings.CutPrefix(digits, "0x"); ok {
			base, digits = 16, hex
		}
		n, err := strconv.ParseUint(digits, base, 32)
		if err != nil || len(words) < 2 {
			return list, strings.TrimLeft(line, " \t")
		}
		list = append(list, numberName{uint32(n), words[1]})
	}
	return list, ""
}

// named is a number of the database by its name, the machine's own if it has one; with -N it is the number. name is Debian's, or where that
// has none the number.
func (p *Printer) named(d database, name string) string {
	at := slices.IndexFunc(d.names, func(n numberName) bool { return n.name == name })
	switch {
	case p.o.Numeric && at >= 0:
		return strconv.FormatUint(uint64(d.names[at].number), 10)
	case p.o.Numeric, p.o.own == nil, at >= 0 && p.o.own.knows(d):
		return name
	case at >= 0:
		return nameOf(p.o.own.in(d), d.names[at].number)
	}
	n, err := strconv.ParseUint(name, 10, 32)
	if err != nil {
		return name
	}
	return nameOf(p.o.own.in(d), uint32(n))
}
