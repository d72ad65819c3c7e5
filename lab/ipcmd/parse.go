package ipcmd

import "errors"

// object is a word after "ip" and its flags. An object without a parser is left to the machine's own ip.
type object struct {
	name  string
	parse func(*args, Options) (Action, error)
}

// objects is in the order of ip.c, which decides what an abbreviation means: "a" is address, "n" is neighbor.
func objects() []object {
	return []object{
		{"address", parseAddr}, {"addrlabel", nil}, {"maddress", nil}, {"route", parseRoute}, {"rule", parseRule},
		{"neighbor", parseNeigh}, {"neighbour", parseNeigh}, {"ntable", nil}, {"ntbl", nil}, {"link", parseLink},
		{"l2tp", nil}, {"fou", nil}, {"ila", nil}, {"macsec", nil}, {"tunnel", nil}, {"tunl", nil},
		{"tuntap", parseTunTap}, {"tap", parseTunTap}, {"token", nil}, {"tcpmetrics", nil}, {"tcp_metrics", nil},
		{"monitor", parseMonitor}, {"xfrm", nil}, {"mroute", nil}, {"mrule", nil}, {"netns", parseNetns},
		{"netconf", nil}, {"vrf", nil}, {"sr", nil}, {"nexthop", nil}, {"mptcp", nil}, {"ioam", nil},
		{"help", parseHelp}, {"stats", nil},
	}
}

// Parse reads the words of a command line, "ip" itself left out. The error is always an [*Error]. A wrong line with
// the option -n is no error but a [Reply].
func Parse(words []string) (Command, error) {
	c, err := parse(words, nil)
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

func parse(words []string, in func(Options) Names) (Command, error) {
	a := &args{words: words}
	options, foreign, err := parseOptions(a)
	c := Command{Options: options}
	if err != nil {
		return c, err
	}
	if foreign {
		return Command{Action: Foreign{Words: words}}, nil
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
	for _, o := range objects() {
		if !matches(name, o.name) {
			continue
		}
		if o.parse == nil {
			return Command{Action: Foreign{Words: words}}, nil
		}
		var err error
		c.Action, err = o.parse(a, c.Options)
		if err == nil && !carriedOut(c) {
			return Command{Action: Foreign{Words: words}}, nil
		}
		return c, err
	}
	return c, refuse(1, "Object \"%s\" is unknown, try \"ip help\".\n", name)
}

// carriedOut tells whether a command is ours to carry out. The flags that ask for another output are known to some objects only.
func carriedOut(c Command) bool {
	o := c.Options
	switch c.Action.(type) {
	case Foreign:
		return false
	case LinkShow, AddrShow:
		return true
	case RouteShow, RouteGet:
		return o.Stats == 0
	case Monitor:
		return o.Stats == 0 && !o.JSON && !o.Details && !o.Brief && o.Color != "always"
	case RuleShow:
		return o.Stats == 0 && !o.Details
	case NeighShow, NeighGet:
		return o.Stats == 0 && !o.Details
	case NetnsList, NetnsListIDs, LinkAdd, LinkSet, LinkDelete, AddrAdd, AddrDelete, RouteModify, NeighModify, RuleAdd, RuleDelete, NetnsAdd, NetnsDelete, NetnsExec, NetnsSet,
		NetnsAttach, Reply:
		return true
	}
	return o.Stats == 0 && !o.JSON && !o.Details && o.Color != "always"
}

func parseHelp(*args, Options) (Action, error) { return nil, usage() }
