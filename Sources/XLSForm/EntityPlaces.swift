internal import Base
internal import Forms

/// Where each entity list of a form stands: beside the record's id, or in a group or a repeat, from whose answers its
/// entities are made.
///
/// Source: pyxform 4.5, `entities/entities_parsing.py`.
struct EntityPlaces {
    /// What an entity takes from the form.
    struct Reference {
        let item: Int
        /// It is a property; else it is named in an expression of the entity.
        let isProperty: Bool
    }

    enum Conflict {
        /// Two references stand in repeats of which none is inside the other.
        case apart(Reference)
        /// Every group that it could stand in holds another entity.
        case noRoom
    }

    /// The groups and repeats around, from the top, which is -1.
    private typealias Path = ArraySlice<Int>

    private let items: [Item]
    /// The container of each entity; nil with a conflict.
    private(set) var containers: [Int?]
    private(set) var conflicts: [(entity: Int, conflict: Conflict)] = []

    /// - Parameter references: Of each entity, in the order of the form.
    init(_ items: [Item], references: [[Reference]]) {
        self.items = items
        containers = references.map { _ in nil }
        var requests: [Request] = []
        for (entity, found) in references.enumerated() {
            if let request = request(entity, found) { requests.append(request) }
        }
        // One entity of the whole record stands at the top, whatever groups its answers are in.
        if references.count == 1, requests.first?.scope == [-1] { containers = [-1] } else { place(requests) }
    }

    private struct Request {
        let entity: Int
        let scope: Path
        let wanted: Path
        /// Of its properties.
        let lineages: [Path]
    }

    private func path(_ reference: Reference) -> Path {
        var path: [Int] = []
        var around = items[reference.item].parent
        while around >= 0 {
            path.insert(around, at: 0)
            around = items[around].parent
        }
        return [-1] + path
    }

    /// Up to the innermost repeat.
    private func scope(of path: Path) -> Path {
        path[...(path.lastIndex { $0 < 0 || items[$0].type == .repeat } ?? path.startIndex)]
    }

    private mutating func request(_ entity: Int, _ references: [Reference]) -> Request? {
        let paths = references.map(path)
        let scope = paths.map(scope).max { repeats($0) < repeats($1) } ?? [-1]
        let lineages = zip(references, paths).filter(\.0.isProperty).map(\.1)
        for (reference, path) in zip(references, paths) {
            let own = self.scope(of: path)
            guard scope.starts(with: own), !reference.isProperty || own.count == scope.count else {
                conflicts.append((entity, .apart(reference)))
                return nil
            }
        }
        let deepest = paths.filter { self.scope(of: $0) == scope }.max { $0.count < $1.count } ?? scope
        let common = lineages.dropFirst().reduce(lineages.first ?? deepest) { shared, next in
            shared.prefix(zip(shared, next).prefix { $0 == $1 }.count)
        }
        return Request(entity: entity, scope: scope, wanted: common, lineages: lineages)
    }

    private func repeats(_ path: Path) -> Int { path.count { $0 >= 0 && items[$0].type == .repeat } }

    private mutating func place(_ requests: [Request]) {
        var taken: Set<Path> = []
        for request in requests {
            let depths = stride(from: request.wanted.count, through: request.scope.count, by: -1)
            let isBlocked = request.lineages.contains(where: taken.contains)
            guard !isBlocked, let depth = depths.first(where: { !taken.contains(request.wanted.prefix($0)) }) else {
                conflicts.append((request.entity, .noRoom))
                continue
            }
            let path = request.wanted.prefix(depth)
            containers[request.entity] = path.last
            taken.insert(path)
            for lineage in request.lineages {
                for count in stride(from: lineage.count, through: depth, by: -1) { taken.insert(lineage.prefix(count)) }
            }
        }
    }
}
