namespace FlexCore.Streams.Definition;

/// <summary>How bytes are cut into records.</summary>
public enum Framing
{
    /// <summary>A record ends at <c>\n</c> or <c>\r\n</c>. Empty lines are not records.</summary>
    Lines,

    /// <summary>As <see cref="Lines"/>, but a line end inside double quotes belongs to the record.</summary>
    Csv,
}
