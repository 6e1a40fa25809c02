namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>A limit of ten thousand.</summary>
public sealed class MoveLimit : IMoveLimit
{
    /// <inheritdoc/>
    public long CentsMax => 1_000_000;
}
