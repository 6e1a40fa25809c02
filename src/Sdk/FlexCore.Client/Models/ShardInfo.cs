namespace FlexCore.Client.Models;

/// <summary>One shard.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Epoch">The epoch of its last owner.</param>
/// <param name="Owner">Who may write it; <see langword="null"/> when nobody does.</param>
/// <param name="Assigned">Who should own it; <see langword="null"/> before the first allocation.</param>
public sealed record ShardInfo(int Shard, long Epoch, string? Owner, string? Assigned)
{
    /// <summary>Whether it is owned by another node than it is assigned to.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsMoving => Owner is not null && Owner != Assigned;
}
