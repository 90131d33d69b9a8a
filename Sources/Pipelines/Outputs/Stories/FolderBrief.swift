import Analysis
import Text

/// What matters most in a folder: a sentence each of the stories that most articles tell, then of those whose subjects the
/// folder comes back to, each said once.
enum FolderBrief {
  struct Sentence {
    var sentence: Story.Sentence
    var member: Story.Member
    /// How many articles tell the story.
    var articles: Int
    fileprivate var first: Int
  }

  /// A story is passed over when a sentence that is picked says the same; so many are looked at for each place.
  private static let mostTries = 4
  private static let sameSentence = 0.4

  /// In the order of the folder.
  static func sentences(of stories: StoryFolder, atMost count: Int) throws(EnvironmentError) -> [Sentence] {
    var brief: [Sentence] = []
    for first in stories.stories(byWeightAtMost: count * mostTries) where brief.count < count {
      let story = try stories.story(first)
      // The first sentence of a summary never leans on another.
      let sound = story.sentences.filter { !$0.candidate.leans }
      guard let best = sound.max(by: { $0.candidate.score < $1.candidate.score }) else { continue }
      let isNew = brief.allSatisfy { best.candidate.likeness(to: $0.sentence.candidate) < sameSentence }
      guard isNew else { continue }
      brief.append(
        Sentence(
          sentence: best, member: story.members[best.candidate.article], articles: story.members.count, first: first))
    }
    return brief.sorted { $0.first < $1.first }
  }
}
