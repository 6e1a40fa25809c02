namespace FlexCore.Client.Models;

/// <summary>Where an entity lives.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Epoch">The epoch of the shard's last owner.</param>
/// <param name="Owner">Who serves it; <see langword="null"/> while the shard moves.</param>
/// <param name="Url">The owner's HTTP interface, or <see langword="null"/>.</param>
public sealed record EntityPlace(string Entity, int Shard, long Epoch, string? Owner, string? Url);
