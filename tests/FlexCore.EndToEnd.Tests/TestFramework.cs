[assembly: Xunit.TestFramework("FlexCore.TestServers.ServerTestFramework", "FlexCore.TestServers")]
