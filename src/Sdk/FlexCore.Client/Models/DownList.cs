namespace FlexCore.Client.Models;

/// <summary>Members that are down now.</summary>
/// <param name="Down">Their ids, as <c>name@incarnation</c>.</param>
public sealed record DownList(IReadOnlyList<string> Down);
