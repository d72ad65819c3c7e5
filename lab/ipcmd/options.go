package ipcmd

import (
	"cmp"
	"slices"
	"strings"
)

// Family is the -4 or -6 (or -family) before an object.
type Family int

// The families that `ip` here knows; Unspec is none given.
const (
	Unspec Family = iota
	Inet
	Inet6
)

// Options are the flags before the object (ip(8) and bridge(8), OPTIONS).
type Options struct {
	Netns   string // -n, -netns: the name of the namespace to act in
	Family  Family // -4, -6, -f
	Brief   bool   // -br
	OneLine bool   // -o
	All     bool   // -a: every named namespace, of netns exec and netns delete
	Force   bool   // -force
	Details bool   // -d
	Stats   int    // how often -s
	JSON    bool   // -j
	Pretty  bool   // -p: JSON that people read
	Numeric bool   // -N: numbers instead of the names of /etc/iproute2
	Color   string // -c: "always", or "auto" for a terminal; empty for never

	// Timestamp is "long" (-t) or "short" (-ts) for the time before each line of `ip monitor`, else empty.
	Timestamp string

	// CompressVLANs is -compressvlans of `bridge`: those of one kind are told as a range.
	CompressVLANs bool

	version bool // -V: nothing is read behind it

	batch string // -b: the file of lines, which the Action has then
}

func (o Options) words() []string {
	var list []string
	if o.Netns != "" {
		list = append(list, "-n", quote(o.Netns))
	}
	add := func(set bool, word string) {
		if set {
			list = append(list, word)
		}
	}
	add(o.Family == Inet, "-4")
	add(o.Family == Inet6, "-6")
	add(o.Brief, "-br")
	add(o.OneLine, "-o")
	add(o.All, "-all")
	add(o.Force, "-force")
	add(o.Details, "-d")
	for range o.Stats {
		add(true, "-s")
	}
	add(o.JSON, "-j")
	add(o.Pretty, "-p")
	add(o.Numeric, "-N")
	add(o.Timestamp == "long", "-t")
	add(o.Timestamp == "short", "-ts")
	add(o.CompressVLANs, "-compressvlans")
	add(o.Color == "always", "-c")
	add(o.Color == "auto", "-c=auto")
	return list
}

// parseOptions reads the flags before the object. foreign tells that one of them is for the machine's own ip: its
// output is another (JSON, statistics), or its input (a batch).
func parseOptions(a *args) (o Options, foreign bool, err error) {
	human := false
	for ; a.more(); a.skip() {
		word := a.word()
		if word == "--" {
			a.skip()
			break
		}
		if word == "" || word[0] != '-' {
			break
		}
		option := word
		if len(word) > 1 && word[1] == '-' {
			option = word[1:]
		}
		other, err := o.set(a, option)
		if err != nil {
			return o, false, err
		}
		foreign = foreign || other
		human = human || matches(option, "-human-readable") || matches(option, "-iec")
	}
	// Only counters are written for people.
	return o, foreign || human && o.Stats > 0, nil
}

// set takes one flag, and its value from a. The order of the cases is that of ip.c: -s is -stats, -f is -family.
func (o *Options) set(a *args, option string) (foreign bool, err error) {
	is := func(names ...string) bool {
		return slices.ContainsFunc(names, func(full string) bool { return matches(option, full) })
	}
	switch {
	case is("-loops", "-family"):
		a.skip()
		if !a.more() {
			return false, usage()
		}
		if is("-loops") {
			return false, nil
		}
		return o.family(a.word())
	case option == "-4":
		o.Family = Inet
	case option == "-6":
		o.Family = Inet6
	case is("-human", "-human-readable", "-iec"):
		// Nothing that is printed here differs with them.
	case is("-timestamp"):
		o.Timestamp = cmp.Or(o.Timestamp, "long")
	case is("-tshort"):
		o.Timestamp = "short"
	case option == "-0", option == "-M", option == "-B", option == "-echo":
		return true, nil
	case o.setOutput(is):
	case is("-resolve", "-Version"):
		return true, nil
	case is("-force"):
		o.Force = true
	case is("-batch"):
		a.skip()
		if !a.more() {
			return false, usage()
		}
		o.batch = a.word()
	case is("-brief"):
		o.Brief = true
	case is("-rcvbuf"):
		_, err := a.next()
		return true, err
	case isColor(option):
		o.Color = colorMode(option)
	case is("-help"):
		return false, usage()
	case is("-netns"):
		return false, o.netns(a)
	case is("-all"):
		o.All = true
	default:
		return false, refuse(255, "Option \"%s\" is unknown, try \"ip -help\".\n", option)
	}
	return false, nil
}

// setOutput takes a flag that says how output looks, and tells whether it is one. None of them begins as a later one of set's.
func (o *Options) setOutput(is func(names ...string) bool) bool {
	switch {
	case is("-stats", "-statistics"):
		o.Stats++
	case is("-details"):
		o.Details = true
	case is("-json"):
		o.JSON = true
	case is("-pretty"):
		o.Pretty = true
	case is("-Numeric"):
		o.Numeric = true
	case is("-oneline"):
		o.OneLine = true
	default:
		return false
	}
	return true
}

// colorMode is the value of -color: without one it means always, and never is empty.
func colorMode(option string) string {
	switch _, value, _ := strings.Cut(option, "="); value {
	case "never":
		return ""
	case "auto":
		return value
	}
	return "always"
}

// netns takes the value of -netns (lib/namespace.c, netns_switch).
func (o *Options) netns(a *args) error {
	name, err := a.next()
	switch {
	case err != nil:
		// ip.c does not look whether there is a word, and C prints the missing one thus.
		return refuse(255, "Cannot open network namespace \"(null)\": No such file or directory\n")
	case name == "":
		// The folder of the names itself, which is no namespace.
		return refuse(255, "setting the network namespace \"\" failed: Invalid argument\n")
	}
	o.Netns = name
	return nil
}

// family takes the value of -family (lib/utils.c, read_family).
func (o *Options) family(word string) (foreign bool, err error) {
	switch word {
	case "help":
		return false, usage()
	case "inet":
		o.Family = Inet
	case "inet6":
		o.Family = Inet6
	case "link", "mpls", "bridge", "ipx":
		return true, nil
	default:
		return false, invalid("invalid protocol family", word)
	}
	return false, nil
}
