namespace FlexCore.Client.Models;

/// <summary>A shard that goes to another node.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="From">Who owns it or was to own it; <see langword="null"/> when nobody did.</param>
/// <param name="To">Who is to own it.</param>
public sealed record ShardMoveInfo(int Shard, string? From, string To);
