namespace FlexCore.Streams.Parsing;

/// <summary>Which access log format a parser expects.</summary>
internal enum AccessLogFormat
{
    /// <summary>Common Log Format: up to the response size.</summary>
    Common,

    /// <summary>Combined Log Format: Common with referer and user agent.</summary>
    Combined,
}
