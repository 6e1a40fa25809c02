namespace FlexCore.Streams.Parsing;

/// <summary>The fields of an access log record, in output order.</summary>
internal enum AccessLogField
{
    Host,
    Ident,
    User,
    Time,
    Method,
    Url,
    Path,
    Protocol,
    Status,
    Bytes,
    Referer,
    Agent,
    Latency,
    Request,
}
