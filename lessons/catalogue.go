package lessons

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"vethlab/lab/spell"
)

// content is read-only: order.txt has the ids in teaching order, a folder a language has ID.md, and en has ID.jsonl,
// the recordings.
//
//go:embed content
var content embed.FS

// original is the language in which every lesson is written; the others are translations of it.
const original = "en"

// Catalogue gives all lessons in teaching order, in the language lang ("en", "zh"), or in English where there is no
// translation.
func Catalogue(lang string) ([]*Lesson, error) {
	ids, err := order()
	if err != nil {
		return nil, err
	}
	var list []*Lesson
	for _, id := range ids {
		l, err := load(id, lang)
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, nil
}

// Find gives the lesson with that id, in the language lang or in English. Where there is none, err is an *UnknownError.
func Find(id, lang string) (*Lesson, error) {
	ids, err := order()
	if err != nil {
		return nil, err
	}
	for _, known := range ids {
		if known == id {
			return load(id, lang)
		}
	}
	return nil, &UnknownError{id, Nearest(id, ids)}
}

// UnknownError tells that there is no lesson with that id.
type UnknownError struct {
	ID      string
	Nearest string // the most similar id there is, "" if none is
}

func (e *UnknownError) Error() string {
	if e.Nearest == "" {
		return fmt.Sprintf("unknown lesson %q", e.ID)
	}
	return fmt.Sprintf("unknown lesson %q; did you mean %q?", e.ID, e.Nearest)
}

func order() ([]string, error) {
	b, err := content.ReadFile("content/order.txt")
	if err != nil {
		return nil, fmt.Errorf("read the order of the lessons: %w", err)
	}
	return strings.Fields(string(b)), nil
}

func load(id, lang string) (*Lesson, error) {
	src, err := content.ReadFile(path.Join("content", lang, id+".md"))
	if errors.Is(err, fs.ErrNotExist) {
		lang = original
		src, err = content.ReadFile(path.Join("content", lang, id+".md"))
	}
	if err != nil {
		return nil, fmt.Errorf("read lesson %s: %w", id, err)
	}
	return Parse(path.Join("lessons/content", lang, id+".md"), src)
}

// Nearest gives the word of known that is most similar to word, "" if none is similar: one that it begins, or that two
// slips of a finger turn into it (of a short word: one).
func Nearest(word string, known []string) string {
	best, distance := "", min(2, (len(word)+1)/2)+1
	for _, k := range known {
		d := spell.Slips(word, k)
		if len(word) >= 2 && strings.HasPrefix(k, word) {
			d = 0
		}
		if d < distance {
			best, distance = k, d
		}
	}
	return best
}
