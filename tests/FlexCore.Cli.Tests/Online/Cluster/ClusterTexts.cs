namespace FlexCore.Cli.Tests.Online.Cluster;

/// <summary>What a member of a cluster answers.</summary>
internal static class ClusterTexts
{
    public const string One = """{"name":"node-1","incarnation":4,"status":"up","address":"10.0.0.1:9000","url":"http://10.0.0.1:8080","roles":["web","io"],"version":"1.2.0","startedAt":"2026-03-01T12:00:00Z","heartbeatAt":"2026-03-01T12:09:58.8Z","shards":130,"suspectedBy":[]}""";
    public const string Two = """{"name":"node-2","incarnation":1,"status":"up","address":"10.0.0.2:9000","roles":[],"version":"1.2.0","startedAt":"2026-03-01T12:00:00Z","heartbeatAt":"2026-03-01T12:09:52Z","shards":126,"suspectedBy":["node-1@4"]}""";
    public const string Old = """{"name":"node-2","incarnation":0,"status":"down","address":"10.0.0.2:9000","roles":[],"version":"1.1.0","startedAt":"2026-03-01T10:00:00Z","heartbeatAt":"2026-03-01T11:00:00Z","shards":0,"suspectedBy":[]}""";

    public const string Shards = """{"version":8,"shards":[{"shard":0,"epoch":4,"owner":"node-1@4","assigned":"node-1@4"},{"shard":1,"epoch":2,"owner":"node-1@4","assigned":"node-2@1"},{"shard":2,"epoch":7,"owner":"node-2@1","assigned":"node-2@1"},{"shard":3,"epoch":0,"assigned":"node-2@1"}]}""";

    public static string Cluster(string members, long version = 7, long shardVersion = 8, string leader = "node-1@4", bool serving = true) => $$"""
        {"self":"node-1@4","leader":"{{leader}}","leaderEpoch":{{version}},"serving":{{(serving ? "true" : "false")}},"membershipVersion":{{version}},"shardTableVersion":{{shardVersion}},
        "shards":256,"unowned":1,"moving":2,"membersReadAt":"2026-03-01T12:10:00Z","members":[{{members}}]}
        """.ReplaceLineEndings("");
}
