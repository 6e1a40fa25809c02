namespace FlexCore.Api.Cluster;

/// <summary>Members that are down now.</summary>
/// <param name="Down">Their ids.</param>
internal sealed record DownList(IReadOnlyList<string> Down);
