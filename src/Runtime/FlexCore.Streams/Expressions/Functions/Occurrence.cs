using System.Text.RegularExpressions;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>A place in a text that is being replaced.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Index">Where the place begins.</param>
/// <param name="Length">Its length.</param>
/// <param name="Match">The match with its groups; null for a search by text.</param>
/// <param name="Pattern">The pattern that matched; null for a search by text.</param>
internal readonly record struct Occurrence(string Text, int Index, int Length, Match? Match, TextPattern? Pattern);
