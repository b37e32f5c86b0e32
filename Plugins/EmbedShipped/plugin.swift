import Foundation
import PackagePlugin

/// Puts the shipped forms and plans into the binary as string literals, so that a moved binary still finds them.
@main
struct EmbedShipped: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let script = root.appending(path: "Plugins/EmbedShipped/embed.sh")
        let output = context.pluginWorkDirectoryURL.appending(path: "Shipped.swift")
        let files = try ["forms", "plans"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                at: root.appending(path: folder), includingPropertiesForKeys: nil)
        }
        .filter { ["md", "yaml"].contains($0.pathExtension) }
        .sorted { $0.path < $1.path }
        return [
            .buildCommand(
                displayName: "Embedding forms and plans",
                executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, output.path] + files.map(\.path),
                inputFiles: files + [script],
                outputFiles: [output])
        ]
    }
}
