//go:build linux

package shell

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// wait gives the words of a wait as the interpreter knows them.
func (j *jobs) wait(ctx context.Context, argv []string) []string {
	words := slices.Clone(argv)
	if len(words) > 1 && words[1] == "-n" {
		return j.waitNext(ctx, words[2:])
	}
	defer j.waitedFor(argv[1:])
	if len(words) == 1 {
		return j.waitAll()
	}
	for i, word := range words[1:] {
		if strings.HasPrefix(word, "%") {
			name, one := j.spec(word)
			if one == nil {
				return []string{complaint, "wait: " + word + ": no such job", "127"}
			}
			words[i+1] = one.called
			defer j.waitedFor([]string{name})
			continue
		}
		name, ok := j.called(word)
		_, err := strconv.ParseUint(word, 10, 32)
		switch {
		case ok:
			words[i+1] = name
		case err == nil:
			return []string{complaint, "wait: pid " + word + " is not a child of this shell", "127"}
		case word != "" && word[0] != '-':
			return []string{complaint, "wait: `" + word + "': not a pid or valid job spec"}
		}
	}
	return words
}

// waitAll is a wait without words, which does not wait for what was disowned.
func (j *jobs) waitAll() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	disowned, called := false, ""
	for _, one := range j.named {
		switch {
		case one.over:
		case one.told:
			disowned = true
		default:
			called += " " + one.called
		}
	}
	if !disowned {
		return []string{"wait"}
	}
	if called == "" {
		return []string{"true"}
	}
	return []string{"eval", "builtin wait" + called + "; true"}
}

// waitedFor notes that jobs were waited for, all of them where none is named.
func (j *jobs) waitedFor(words []string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for name, one := range j.named {
		if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return j.isCalled(w, name, one) }) {
			one.waited = true
		}
	}
}

// waitNext waits for the next of the jobs, or of some of them, and gives the command that ends as it did (bash(1), wait -n).
func (j *jobs) waitNext(ctx context.Context, words []string) []string {
	for {
		j.mu.Lock()
		var ended *job
		left := false
		for name, one := range j.named {
			meant := func(w string) bool { return j.isCalled(w, name, one) || w == "%"+strconv.Itoa(one.number) }
			if one.waited || one.told || len(words) > 0 && !slices.ContainsFunc(words, meant) {
				continue
			}
			if one.over && (ended == nil || one.number < ended.number) {
				ended = one
			}
			left = left || !one.over
		}
		if ended != nil {
			ended.waited = true
		}
		news := j.news
		j.mu.Unlock()
		switch {
		case ended != nil:
			return []string{complaint, "", strconv.Itoa(ended.status)}
		case !left:
			return []string{complaint, "", "127"}
		}
		select {
		case <-news:
		case <-ctx.Done():
			return []string{complaint, "", strconv.Itoa(interrupted)}
		}
	}
}
