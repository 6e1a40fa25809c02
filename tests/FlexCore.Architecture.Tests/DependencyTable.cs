namespace FlexCore.Architecture.Tests;

/// <summary>Who may reference whom, and which packages each project may take. A change here is a decision, not a fix.</summary>
internal static class DependencyTable
{
    private const string Logging = "Microsoft.Extensions.Logging.Abstractions";

    /// <summary>Project, allowed project references, allowed packages.</summary>
    public static readonly IReadOnlyList<(string Project, string[] References, string[] Packages)> Rows =
    [
        ("FlexCore.Domain", [], []),
        ("FlexCore.Application", ["FlexCore.Domain"], []),
        ("FlexCore.Actors", ["FlexCore.Domain", "FlexCore.Application"], [Logging]),
        ("FlexCore.Cluster", ["FlexCore.Domain", "FlexCore.Application", "FlexCore.Actors"], [Logging]),
        ("FlexCore.Streams", ["FlexCore.Domain", "FlexCore.Application"], [Logging, "Polly.Core", "YamlDotNet"]),
        ("FlexCore.Persistence", ["FlexCore.Domain", "FlexCore.Application"], [Logging]),
        (
            "FlexCore.Persistence.Sqlite",
            ["FlexCore.Domain", "FlexCore.Application", "FlexCore.Streams", "FlexCore.Persistence"],
            [Logging, "Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3"]
        ),
        ("FlexCore.Persistence.PostgreSql", ["FlexCore.Domain", "FlexCore.Application", "FlexCore.Persistence"], [Logging, "Npgsql"]),
        ("FlexCore.Api", ["FlexCore.Domain", "FlexCore.Application"], []),
        ("FlexCore.Telemetry", [], [Logging, "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol"]),
        ("FlexCore.Hocon", [], ["Microsoft.Extensions.Configuration"]),
        ("FlexCore.Client", [], []),
        ("FlexCore.Testing", ["FlexCore.Domain", "FlexCore.Application"], [Logging]),
        (
            "FlexCore.Hosting",
            [
                "FlexCore.Domain", "FlexCore.Application", "FlexCore.Actors", "FlexCore.Cluster", "FlexCore.Streams", "FlexCore.Persistence", "FlexCore.Persistence.PostgreSql", "FlexCore.Persistence.Sqlite",
                "FlexCore.Hocon",
            ],
            [
                "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", Logging,
            ]
        ),
        ("FlexCore.Node", ["FlexCore.Domain", "FlexCore.Application", "FlexCore.Hocon", "FlexCore.Api", "FlexCore.Telemetry"], []),
        (
            "FlexCore.Cli",
            [
                "FlexCore.Domain", "FlexCore.Application", "FlexCore.Actors", "FlexCore.Cluster", "FlexCore.Streams", "FlexCore.Persistence", "FlexCore.Persistence.Sqlite",
                "FlexCore.Api", "FlexCore.Telemetry", "FlexCore.Hocon", "FlexCore.Client", "FlexCore.Hosting", "FlexCore.Node",
            ],
            [
                "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Configuration.Binder", "Microsoft.Extensions.Configuration.EnvironmentVariables",
                "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Logging", Logging, "Microsoft.Extensions.Options", "Spectre.Console",
                "System.CommandLine",
            ]
        ),
    ];

    /// <summary>Namespaces that a project must not use although it may reference their assembly.</summary>
    public static readonly IReadOnlyList<(string Project, string Namespace, string Reason)> Forbidden =
    [
        ("FlexCore.Actors", "FlexCore.Domain.Pipelines", "the runtime hosts any decider and knows no aggregate"),
        ("FlexCore.Actors", "FlexCore.Domain.DataStreams", "the runtime hosts any decider and knows no aggregate"),
        ("FlexCore.Actors", "FlexCore.Application.Pipelines", "the runtime hosts any decider and knows no aggregate"),
        ("FlexCore.Actors", "FlexCore.Application.DataStreams", "the runtime hosts any decider and knows no aggregate"),
        ("FlexCore.Streams", "FlexCore.Domain.Pipelines", "the runtime runs any graph and knows no aggregate"),
        ("FlexCore.Streams", "FlexCore.Domain.DataStreams", "the runtime runs any graph and knows no aggregate"),
        ("FlexCore.Streams", "FlexCore.Application.Pipelines", "the runtime runs any graph and knows no aggregate"),
        ("FlexCore.Streams", "FlexCore.Application.DataStreams", "the runtime runs any graph and knows no aggregate"),
    ];
}
