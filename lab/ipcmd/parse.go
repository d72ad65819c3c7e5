package ipcmd

import (
	"errors"
	"strings"
)

// objects are the words after "ip" and its flags, in the order of ip.c, which decides what an abbreviation means: "a" is address, "n" is neighbor.
func objects(yield func(verb) bool) {
	foreign := func(form string) verb { return verb{said: said{form: form}} }
	each(yield, []verb{
		{said: said{"a[ddress]", "IP addresses of devices", "设备的 IP 地址"}, also: "addr", parse: parseAddr, verbs: addrVerbs},
		foreign("addrl[abel]"), foreign("m[address]"),
		{said: said{"r[oute]", "which way packets go", "包走哪条路"}, parse: parseRoute, verbs: routeVerbs},
		{said: said{"ru[le]", "which table of routes is asked", "该查哪张路由表"}, parse: parseRule, verbs: ruleVerbs},
		{said: said{"n[eighbor]", "which link layer address belongs to which IP address (ARP)", "哪个 IP 地址对应哪个链路层地址（ARP）"},
			also: "neigh neighbo[ur]", parse: parseNeigh, verbs: neighVerbs},
		foreign("nt[able]"), foreign("ntb[l]"),
		{said: said{"l[ink]", "network devices, real and virtual", "网络设备，真实的和虚拟的"}, parse: parseLink, verbs: linkVerbs},
		foreign("l2[tp]"), foreign("f[ou]"), foreign("i[la]"), foreign("mac[sec]"), foreign("t[unnel]"), foreign("tunl"),
		{said: said{"tunt[ap]", "devices whose other end is a program", "另一端是程序的设备"}, also: "ta[p]", parse: parseTunTap, verbs: tunTapVerbs},
		foreign("to[ken]"), foreign("tc[pmetrics]"), foreign("tcp_[metrics]"),
		{said: said{"mo[nitor]", "show changes as they happen", "有变化就显示出来"}, parse: parseMonitor, words: func() []Word { return explained(monitorRows) }},
		foreign("x[frm]"), foreign("mr[oute]"), foreign("mru[le]"),
		{said: said{"net[ns]", "network namespaces", "网络命名空间"}, parse: parseNetns, verbs: netnsVerbs},
		foreign("netc[onf]"), foreign("v[rf]"), foreign("s[r]"), foreign("nex[thop]"), foreign("mp[tcp]"), foreign("io[am]"),
		helpVerb("h[elp]", usage), foreign("st[ats]"),
	})
}

// Parse reads the words of a command line, "ip" itself left out. The error is always an [*Error]. A wrong line with
// the option -n is no error but a [Reply].
func Parse(words []string) (Command, error) { return ParseWith(nil, words) }

// ParseWith is as [Parse], with names of the machine's own; nil is none.
func ParseWith(own Databases, words []string) (Command, error) {
	c, err := parse(&args{words: words, own: ownFrom(own)}, nil)
	var refused *Error
	if c.Options.Netns != "" && errors.As(err, &refused) {
		return Command{Options: Options{Netns: c.Options.Netns}, Action: Reply{Words: words, Err: refused.Text, Status: refused.Status}}, nil
	}
	if r, ok := c.Action.(Reply); ok {
		r.Words = words
		c.Action = r
	}
	return c, err
}

func parse(a *args, in func(Options) Names) (Command, error) {
	words := a.words
	options, foreign, err := parseOptions(a, optionRows, "ip -help")
	options.own = a.own
	c := Command{Options: options}
	if err != nil {
		return c, err
	}
	switch {
	case foreign, options.otherFamily && options.batch != "":
		return Command{Action: Foreign{Words: words, What: notBuiltIn("ip", words, a)}}, nil
	case options.version:
		return Command{Options: Options{Netns: options.Netns}, Action: Reply{Out: "ip utility, iproute2-6.1.0, libbpf 1.1.2\n"}}, nil
	}
	if options.batch != "" {
		c.Action = Batch{File: options.batch}
		return c, nil
	}
	if !a.more() {
		return c, usage()
	}
	if in != nil {
		a.names = in(options)
	}
	return parseObject(a, c, words)
}

// parseObject reads what comes after the flags; words are those of a foreign command.
func parseObject(a *args, c Command, words []string) (Command, error) {
	name := a.word()
	a.skip()
	o, ok := findVerb(objects, name)
	switch {
	case !ok:
		return c, refuse(1, "Object \"%s\" is unknown, try \"ip help\".\n", name)
	case o.parse == nil:
		return Command{Action: Foreign{Words: words, What: "ip " + whole(o.form)}}, nil
	}
	var err error
	c.Action, err = o.parse(a, c.Options)
	if err == nil && (a.foreign || !carriedOut(c)) {
		return Command{Action: Foreign{Words: words, What: notBuiltIn("ip", words, a, whole(o.form))}}, nil
	}
	// What is carried out with it is as without.
	c.Options.otherFamily = false
	return c, err
}

// notBuiltIn names what a tool is left to do: of a command about those objects the word that is not known here, or, where it is the flags
// that ask for another output, all that was read.
func notBuiltIn(tool string, words []string, a *args, objects ...string) string {
	name := strings.Join(append([]string{tool}, objects...), " ")
	if a.what != "" {
		return name + " " + a.what
	}
	return strings.Join(append([]string{tool}, quoteAll(words)...), " ")
}

// carriedOut tells whether a command is ours to carry out. The flags that ask for another output are known to some objects only.
func carriedOut(c Command) bool {
	o := c.Options
	if _, show := c.Action.(LinkShow); o.otherFamily && !show {
		return false
	}
	switch c.Action.(type) {
	case Foreign:
		return false
	case LinkShow, AddrShow, RuleShow, RouteShow, RouteGet, NeighShow, NeighGet:
		return true
	case AddrFlush, RouteFlush, NeighFlush:
		return !o.JSON
	case Monitor:
		return o.Stats == 0 && !o.JSON && !o.Details && !o.Brief && o.Color != "always"
	case NetnsList, NetnsListIDs, LinkAdd, LinkSet, LinkDelete, AddrAdd, AddrDelete, RouteModify, NeighModify, RuleAdd, RuleDelete, NetnsAdd, NetnsDelete, NetnsExec, NetnsSet,
		NetnsAttach, Reply:
		return true
	}
	return o.Stats == 0 && !o.JSON && !o.Details && o.Color != "always"
}
