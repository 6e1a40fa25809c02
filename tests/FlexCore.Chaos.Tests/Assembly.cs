[assembly: TestFramework("FlexCore.TestServers.ServerTestFramework", "FlexCore.TestServers")]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
