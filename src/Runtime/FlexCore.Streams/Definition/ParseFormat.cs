namespace FlexCore.Streams.Definition;

/// <summary>How a record's text is read.</summary>
public enum ParseFormat
{
    /// <summary>One JSON object per record.</summary>
    Json,

    /// <summary>Comma-separated values (RFC 4180).</summary>
    Csv,

    /// <summary>A regular expression with named groups.</summary>
    Regex,

    /// <summary>The web servers' Combined access log format.</summary>
    Combined,

    /// <summary>The web servers' Common access log format.</summary>
    Common,
}
