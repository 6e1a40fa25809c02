[assembly: TestFramework("FlexCore.TestServers.ServerTestFramework", "FlexCore.TestServers")]
