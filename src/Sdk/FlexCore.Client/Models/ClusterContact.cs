namespace FlexCore.Client.Models;

/// <summary>A node of the cluster that is not down, as clients find it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Address">Its HTTP interface; where other nodes reach it when it has none.</param>
/// <param name="Metadata">Its status and version; <see langword="null"/> when the node that answers tells none.</param>
public sealed record ClusterContact(string Id, string Address, ClusterContactMetadata? Metadata)
{
    /// <summary>The URL of its HTTP interface, or <see langword="null"/> when it has none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Uri? Url => Uri.TryCreate(Address, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url : null;
}
