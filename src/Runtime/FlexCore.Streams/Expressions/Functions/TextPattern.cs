using System.Text.RegularExpressions;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>A regular expression that matches in linear time.</summary>
/// <param name="Regex">The matcher; its groups are numbered from left to right.</param>
/// <param name="IsGlobal">Whether the flag <c>g</c> is set.</param>
/// <param name="Names">The named groups and their numbers.</param>
internal sealed record TextPattern(Regex Regex, bool IsGlobal, IReadOnlyList<KeyValuePair<string, int>> Names);
