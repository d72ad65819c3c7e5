package ipcmd

import "errors"

// Names tells what there is, for those words that iproute2 looks up while it reads: what it does not find it complains of before it
// reads on, so that a wrong word behind it is never told.
type Names interface {
	// Link tells whether a link has the name, or the alternative name, or is meant by its index as in "if7".
	Link(name string) bool
	// Netns tells whether "netns NAME" names a namespace: by a name, a path, or a process.
	Netns(name string) bool
}

// Check reads a command line of `ip` as [ParseWith] does, and gives the first thing that is wrong with it, names that are missing
// included: nil, or an [*Error]. It is needed where Parse failed, or where [Ordered] says so; else carrying the command out finds
// what is missing. In opens the names of the namespace that the options name; where it gives nil nothing is looked up.
func Check(own Databases, words []string, in func(Options) Names) error {
	_, err := parse(&args{words: words, own: ownFrom(own)}, in)
	return refusal(err)
}

// CheckBridge is as [Check], for a command line of `bridge`.
func CheckBridge(own Databases, words []string, in func(Options) Names) error {
	_, err := parseBridgeLine(&args{words: words, own: ownFrom(own)}, in)
	return refusal(err)
}

// refusal is the [*Error] of err, nil for another.
func refusal(err error) error {
	var refused *Error
	if errors.As(err, &refused) {
		return refused
	}
	return nil
}

// Ordered tells whether a command line has several words that name what iproute2 looks up as it reads.
func Ordered(words []string) bool {
	count := 0
	for _, w := range words {
		if w == "netns" || matches(w, "master") || matches(w, "nomaster") {
			count++
		}
	}
	return count > 1
}

// lookUp is the error where there is no such thing as a word names, if that can be told.
func (a *args) lookUp(is func(Names) bool, missing error) error {
	if a.names == nil || is(a.names) {
		return nil
	}
	return missing
}

// lookUpMaster is how "master" is looked up.
func (a *args) lookUpMaster(name string) error {
	return a.lookUp(func(n Names) bool { return n.Link(name) }, invalid("Device does not exist\n", name))
}
