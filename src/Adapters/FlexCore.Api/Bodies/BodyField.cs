namespace FlexCore.Api.Bodies;

/// <summary>A member that a JSON body may have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Description">Meaning and default.</param>
internal sealed record BodyField(string Name, BodyFieldKind Kind, string Description)
{
    /// <summary>Whether it must be there.</summary>
    public bool Required { get; init; }
}
