namespace FlexCore.Api.Classic;

/// <summary>An answer that stays true for a second, because its only moving part is a clock that shows seconds.</summary>
/// <param name="Key">The second, and whatever else the answer depends on.</param>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record CachedAnswer((long Second, int Port, Application.Nodes.NodeState State, bool IsHealthy) Key, int Status, byte[] Body);
