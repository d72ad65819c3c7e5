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
		{"address", parseAddr}, {"addrlabel", nil}, {"maddress", nil}, {"route", parseRoute}, {"rule", nil},
		{"neighbor", parseNeigh}, {"neighbour", parseNeigh}, {"ntable", nil}, {"ntbl", nil}, {"link", parseLink},
		{"l2tp", nil}, {"fou", nil}, {"ila", nil}, {"macsec", nil}, {"tunnel", nil}, {"tunl", nil},
		{"tuntap", parseTunTap}, {"tap", parseTunTap}, {"token", nil}, {"tcpmetrics", nil}, {"tcp_metrics", nil},
		{"monitor", nil}, {"xfrm", nil}, {"mroute", nil}, {"mrule", nil}, {"netns", parseNetns},
		{"netconf", nil}, {"vrf", nil}, {"sr", nil}, {"nexthop", nil}, {"mptcp", nil}, {"ioam", nil},
		{"help", parseHelp}, {"stats", nil},
	}
}

// Parse reads the words of a command line, "ip" itself left out. The error is always an [*Error]. A wrong line with
// the option -n is no error but a [Reply].
func Parse(words []string) (Command, error) {
	c, err := parse(words)
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

func parse(words []string) (Command, error) {
	a := &args{words: words}
	options, foreign, err := parseOptions(a)
	c := Command{Options: options}
	if err != nil {
		return c, err
	}
	if foreign {
		return Command{Action: Foreign{Words: words}}, nil
	}
	if !a.more() {
		return c, usage()
	}
	name := a.word()
	a.skip()
	for _, o := range objects() {
		if !matches(name, o.name) {
			continue
		}
		// Of other objects the details are another output.
		if o.parse == nil || options.Details && o.name != "link" && o.name != "address" {
			return Command{Action: Foreign{Words: words}}, nil
		}
		c.Action, err = o.parse(a, options)
		if _, ok := c.Action.(Foreign); ok && err == nil {
			return Command{Action: Foreign{Words: words}}, nil
		}
		return c, err
	}
	return c, refuse(1, "Object \"%s\" is unknown, try \"ip help\".\n", name)
}

func parseHelp(*args, Options) (Action, error) { return nil, usage() }
