namespace FlexCore.Telemetry;

/// <summary>How telemetry travels to a collector.</summary>
public enum OtlpProtocol
{
    /// <summary>HTTP with protobuf bodies; collectors listen for it on port 4318.</summary>
    HttpProtobuf,

    /// <summary>gRPC; collectors listen for it on port 4317.</summary>
    Grpc,
}
