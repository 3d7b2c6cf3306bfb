"""What MMMU and MMMU-Pro share: subjects, option literals, images at their marks, the authors' parsers, scoring."""
