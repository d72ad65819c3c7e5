package lessons

// lint refuses what can be read and is no lesson.
func (p *parser) lint() {
	l := p.lesson
	if len(l.Steps) == 0 {
		p.errorf(len(p.src), "the lesson has no steps: `##` begins one")
	}
}
